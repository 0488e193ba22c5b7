//! What the stand-in holds: collections, each an engine's shard in a folder of its own, and aliases.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use qdrant_edge::EdgeShard;
use tempfile::TempDir;
use tonic::Status;

/// A collection.
#[derive(Debug)]
pub(super) struct Collection {
    // dropped first: the engine writes its files once more when it ends
    pub(super) engine: EdgeShard,
    pub(super) _folder: TempDir,
}

/// Collections by name, and what aliases name.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) collections: BTreeMap<String, Arc<Collection>>,
    pub(super) aliases: BTreeMap<String, String>,
}

/// Both under one lock, as on the server: whoever resolves an alias sees all changes of a request or none.
#[derive(Debug, Default)]
pub(super) struct Holdings(Mutex<Tables>);

impl Holdings {
    pub(super) fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.tables().collections.keys().cloned().collect()
    }

    pub(super) fn clear(&self) {
        *self.tables() = Tables::default();
    }

    /// The collection of this name, or that an alias of this name names.
    pub(super) fn resolve(&self, name: &str) -> Result<Arc<Collection>, Status> {
        let tables = self.tables();
        let name = tables.aliases.get(name).map_or(name, String::as_str);
        let found = tables.collections.get(name).cloned();
        found.ok_or_else(|| Status::not_found(format!("Not found: Collection `{name}` doesn't exist!")))
    }
}
