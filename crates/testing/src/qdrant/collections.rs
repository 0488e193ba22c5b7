//! Collections and their aliases.

use std::{collections::HashMap, sync::Arc};

use qdrant_client::qdrant::{
    AliasDescription, ChangeAliases, CollectionDescription, CollectionOperationResponse, CreateCollection,
    DeleteCollection, Distance, ListAliasesRequest, ListAliasesResponse, ListCollectionsRequest,
    ListCollectionsResponse, Modifier, VectorParams, alias_operations::Action, vectors_config::Config,
};
use qdrant_edge::{EdgeConfig, EdgeShard, EdgeSparseVectorParams, EdgeVectorParams};
use tonic::Status;

use super::{
    convert::refused,
    held::{Collection, Holdings, Tables},
};

pub(super) fn list(held: &Holdings, _: ListCollectionsRequest) -> Result<ListCollectionsResponse, Status> {
    let collections = held.names().into_iter().map(|name| CollectionDescription { name });
    Ok(ListCollectionsResponse {
        collections: collections.collect(),
        time: 0.0,
    })
}

pub(super) fn create(held: &Holdings, ask: CreateCollection) -> Result<CollectionOperationResponse, Status> {
    let name = ask.collection_name.clone();
    let folder = tempfile::tempdir().map_err(|error| Status::internal(error.to_string()))?;
    let engine = EdgeShard::new(folder.path(), config(ask)?).map_err(refused)?;
    let mut tables = held.tables();
    if tables.collections.contains_key(&name) || tables.aliases.contains_key(&name) {
        return Err(Status::already_exists(format!(
            "Wrong input: Collection `{name}` already exists!"
        )));
    }
    let collection = Collection {
        engine,
        _folder: folder,
    };
    tables.collections.insert(name, Arc::new(collection));
    Ok(done(true))
}

fn config(ask: CreateCollection) -> Result<EdgeConfig, Status> {
    let mut config = EdgeConfig {
        wal_enabled: Some(false),
        ..EdgeConfig::default()
    };
    match ask.vectors_config.and_then(|vectors| vectors.config) {
        Some(Config::ParamsMap(named)) => {
            for (name, params) in named.map {
                config.vectors.insert(name, dense(&params)?);
            }
        }
        Some(Config::Params(_)) => return Err(Status::unimplemented("the stand-in knows named vectors only")),
        None => {}
    }
    let sparse = ask.sparse_vectors_config.map(|sparse| sparse.map).unwrap_or_default();
    config.sparse_vectors = sparse
        .into_iter()
        .map(|(name, params)| {
            let idf = params.modifier == Some(Modifier::Idf.into());
            let params = EdgeSparseVectorParams {
                modifier: idf.then_some(qdrant_edge::Modifier::Idf),
                ..EdgeSparseVectorParams::default()
            };
            (name, params)
        })
        .collect::<HashMap<_, _>>();
    Ok(config)
}

fn dense(params: &VectorParams) -> Result<EdgeVectorParams, Status> {
    if params.distance != i32::from(Distance::Dot) {
        return Err(Status::unimplemented("the stand-in knows the dot product only"));
    }
    let size = usize::try_from(params.size).map_err(|error| Status::invalid_argument(error.to_string()))?;
    Ok(EdgeVectorParams::builder(size, qdrant_edge::Distance::Dot).build())
}

pub(super) fn delete(held: &Holdings, ask: DeleteCollection) -> Result<CollectionOperationResponse, Status> {
    let mut tables = held.tables();
    tables
        .aliases
        .retain(|_, collection| *collection != ask.collection_name);
    let was_there = tables.collections.remove(&ask.collection_name).is_some();
    Ok(done(was_there))
}

pub(super) fn update_aliases(held: &Holdings, ask: ChangeAliases) -> Result<CollectionOperationResponse, Status> {
    let mut tables = held.tables();
    for action in ask.actions {
        match action.action {
            Some(Action::CreateAlias(new)) => {
                exists(&tables, &new.collection_name)?;
                if tables.collections.contains_key(&new.alias_name) {
                    let taken = format!("Wrong input: Collection `{}` already exists!", new.alias_name);
                    return Err(Status::already_exists(taken));
                }
                tables.aliases.insert(new.alias_name, new.collection_name);
            }
            Some(Action::RenameAlias(rename)) => {
                let Some(collection) = tables.aliases.remove(&rename.old_alias_name) else {
                    let none = format!("Not found: Alias {} does not exists!", rename.old_alias_name);
                    return Err(Status::not_found(none));
                };
                tables.aliases.insert(rename.new_alias_name, collection);
            }
            Some(Action::DeleteAlias(old)) => {
                tables.aliases.remove(&old.alias_name);
            }
            None => return Err(Status::invalid_argument("Malformed AliasOperation type")),
        }
    }
    Ok(done(true))
}

pub(super) fn list_aliases(held: &Holdings, _: ListAliasesRequest) -> Result<ListAliasesResponse, Status> {
    let tables = held.tables();
    let aliases = tables
        .aliases
        .iter()
        .map(|(alias_name, collection_name)| AliasDescription {
            alias_name: alias_name.clone(),
            collection_name: collection_name.clone(),
        });
    Ok(ListAliasesResponse {
        aliases: aliases.collect(),
        time: 0.0,
    })
}

fn exists(tables: &Tables, collection: &str) -> Result<(), Status> {
    if tables.collections.contains_key(collection) {
        return Ok(());
    }
    Err(Status::not_found(format!(
        "Not found: Collection `{collection}` doesn't exist!"
    )))
}

const fn done(result: bool) -> CollectionOperationResponse {
    CollectionOperationResponse { result, time: 0.0 }
}
