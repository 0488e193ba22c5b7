//! The collections behind an index's alias: made, put in its place, thrown away.

use qdrant_client::qdrant::{
    CreateAliasBuilder, CreateCollectionBuilder, CreateFieldIndexCollectionBuilder, Distance, FieldType, Modifier,
    SparseVectorParamsBuilder, SparseVectorsConfigBuilder, VectorParamsBuilder, VectorsConfigBuilder,
};
use uuid::Uuid;

use super::{ServerIndex, failed};
use crate::{
    SearchError,
    point::{ARTICLE, AUDIENCE, CATEGORY, FROM, KIND, SENSE, UNTIL, WORDS},
};

/// Stands in a collection's name between its alias and the request that it was made for.
const MADE_FOR: &str = "--r";
/// The same where it was made for none.
const MADE_FOR_NONE: &str = "--new";

impl ServerIndex {
    /// The collection that the alias names, if there is one.
    pub(super) async fn current(&self) -> Result<Option<String>, SearchError> {
        let aliases = self.client.list_aliases().await.map_err(failed)?.aliases;
        let mine = aliases.into_iter().find(|alias| alias.alias_name == self.alias);
        Ok(mine.map(|alias| alias.collection_name))
    }

    /// For which request a collection was made.
    pub(super) fn made_for(&self, collection: &str) -> Option<i64> {
        made_for(&self.alias, collection)
    }

    /// An empty collection beside the one in use.
    pub(super) async fn make(&self, made_for: Option<i64>) -> Result<String, SearchError> {
        let kind = made_for.map_or_else(|| MADE_FOR_NONE.to_owned(), |number| format!("{MADE_FOR}{number}"));
        let name = format!("{}{kind}-{}", self.alias, Uuid::now_v7().simple());
        let mut words = SparseVectorsConfigBuilder::default();
        words.add_named_vector_params(WORDS, SparseVectorParamsBuilder::default().modifier(Modifier::Idf));
        let mut request = CreateCollectionBuilder::new(&name).sparse_vectors_config(words);
        if self.shape.dimensions > 0 {
            let dimensions = u64::try_from(self.shape.dimensions).unwrap_or(u64::MAX);
            let mut sense = VectorsConfigBuilder::default();
            sense.add_named_vector_params(SENSE, VectorParamsBuilder::new(dimensions, Distance::Dot));
            request = request.vectors_config(sense);
        }
        self.client.create_collection(request).await.map_err(failed)?;
        for (field, kind) in [
            (ARTICLE, FieldType::Uuid),
            (CATEGORY, FieldType::Keyword),
            (AUDIENCE, FieldType::Keyword),
            (KIND, FieldType::Keyword),
            (FROM, FieldType::Integer),
            (UNTIL, FieldType::Integer),
        ] {
            let request = CreateFieldIndexCollectionBuilder::new(&name, field, kind).wait(true);
            self.client.create_field_index(request).await.map_err(failed)?;
        }
        Ok(name)
    }

    /// Lets the alias name this collection, in one step, and throws away those that it no longer names: the one before, and
    /// what processes have left that were killed over a new one.
    pub(super) async fn switch_to(&self, collection: &str) -> Result<(), SearchError> {
        // names it anew where it named another: one entry of the server's table, under its lock
        let request = CreateAliasBuilder::new(collection, &self.alias);
        self.client.create_alias(request).await.map_err(failed)?;
        let all = self.client.list_collections().await.map_err(failed)?.collections;
        for old in all.into_iter().map(|collection| collection.name) {
            if old != collection && is_of(&self.alias, &old) {
                self.client.delete_collection(old).await.map_err(failed)?;
            }
        }
        Ok(())
    }
}

fn is_of(alias: &str, collection: &str) -> bool {
    let kind = collection.strip_prefix(alias);
    kind.is_some_and(|kind| kind.starts_with(MADE_FOR) || kind.starts_with(MADE_FOR_NONE))
}

fn made_for(alias: &str, collection: &str) -> Option<i64> {
    let rest = collection.strip_prefix(alias)?.strip_prefix(MADE_FOR)?;
    rest.split('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collections_name_says_for_which_request_it_was_made() {
        assert_eq!(made_for("enlace-words", "enlace-words--r12-0193"), Some(12));
        assert_eq!(made_for("enlace-words", "enlace-words--new-0193"), None);
        assert_eq!(made_for("enlace-words", "enlace-e5-384--r12-0193"), None);
        assert!(is_of("enlace-words", "enlace-words--new-0193"));
        assert!(!is_of("enlace", "enlace-words--r1-0193"));
    }
}
