//! The index in this process, on qdrant-edge: what is used where no Qdrant server is configured.
//!
//! Each process has an index of its own below the data folder (the engine's files belong to one process), made from
//! PostgreSQL. It keeps no log of its changes: whoever is killed in the middle finds out at the next start what is
//! missing ([`Index::held`]), and files that can't be read are thrown away and made again.

mod folder;
mod shard;

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
};

use async_trait::async_trait;
use enlace_domain::ArticleId;
use tokio::sync::OnceCell;

use self::{
    folder::{Folder, Generation},
    shard::Shard,
};
use crate::{Filter, Held, Index, Mark, Passage, Probe, Scored, SearchError, Shape, Words};

/// The index in this process.
#[derive(Debug)]
pub struct EdgeIndex {
    below: PathBuf,
    shape: Shape,
    opened: OnceCell<Arc<Opened>>,
}

#[derive(Debug)]
struct Opened {
    folder: Folder,
    words: &'static Words,
    shape: Shape,
    /// What is searched; another after a rebuild.
    now: RwLock<Arc<Shard>>,
    /// One writer at a time.
    writing: tokio::sync::Mutex<()>,
}

impl EdgeIndex {
    /// An index below a folder. Opens nothing: that happens at its first use.
    #[must_use]
    pub const fn new(below: PathBuf, shape: Shape) -> Self {
        Self {
            below,
            shape,
            opened: OnceCell::const_new(),
        }
    }

    async fn opened(&self) -> Result<Arc<Opened>, SearchError> {
        let open = async {
            let (below, shape) = (self.below.join(self.shape.key()), self.shape.clone());
            blocking(move || Opened::open(&below, shape)).await.map(Arc::new)
        };
        self.opened.get_or_try_init(|| open).await.cloned()
    }

    /// Changes the index, one writer after the other.
    async fn write<F>(&self, work: F) -> Result<(), SearchError>
    where
        F: FnOnce(&Opened) -> Result<(), SearchError> + Send + 'static,
    {
        let opened = self.opened().await?;
        let _turn = opened.writing.lock().await;
        let written = Arc::clone(&opened);
        blocking(move || work(&written)).await
    }
}

impl Opened {
    fn open(below: &std::path::Path, shape: Shape) -> Result<Self, SearchError> {
        let folder = Folder::take(below)?;
        let shard = match folder.current() {
            Some(generation) => Shard::load(generation).or_else(|error| {
                tracing::warn!(error = %error, "The knowledge index can't be read; it is made again");
                Shard::create(folder.next(None)?, &shape)
            }),
            None => Shard::create(folder.next(None)?, &shape),
        }?;
        folder.keep_only(shard.generation())?;
        Ok(Self {
            folder,
            words: Words::portuguese()?,
            shape,
            now: RwLock::new(Arc::new(shard)),
            writing: tokio::sync::Mutex::default(),
        })
    }

    fn shard(&self) -> Arc<Shard> {
        // a lock is poisoned only by a panic, and the value behind it is whole all the same
        Arc::clone(&self.now.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn build(&self, passages: &[Passage], made_for: i64) -> Result<(), SearchError> {
        let generation = self.folder.next(Some(made_for))?;
        let shard = Shard::create(generation, &self.shape)?;
        shard.add(self.words, &self.shape, passages)?;
        shard.settle()?;
        let number: Generation = shard.generation().clone();
        self.folder.make_current(&number)?;
        let old = {
            let mut now = self.now.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            std::mem::replace(&mut *now, Arc::new(shard))
        };
        // its files go with the last search that still reads them
        old.retire();
        Ok(())
    }
}

#[async_trait]
impl Index for EdgeIndex {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn is_shared(&self) -> bool {
        false
    }

    async fn mark(&self) -> Result<Mark, SearchError> {
        let opened = self.opened().await?;
        blocking(move || {
            let shard = opened.shard();
            Ok(Mark {
                made_for: shard.generation().made_for,
                passages: shard.count()?,
            })
        })
        .await
    }

    async fn held(&self) -> Result<Vec<Held>, SearchError> {
        let opened = self.opened().await?;
        blocking(move || opened.shard().held()).await
    }

    async fn put(&self, article: ArticleId, passages: Vec<Passage>) -> Result<(), SearchError> {
        self.write(move |opened| {
            let shard = opened.shard();
            shard.add(opened.words, &opened.shape, &passages)?;
            let new = passages.iter().map(|passage| passage.id).collect();
            shard.forget(article, new)?;
            shard.settle()
        })
        .await
    }

    async fn remove(&self, article: ArticleId) -> Result<(), SearchError> {
        self.write(move |opened| {
            let shard = opened.shard();
            shard.forget(article, Vec::new())?;
            shard.settle()
        })
        .await
    }

    async fn rebuild(&self, passages: Vec<Passage>, made_for: i64) -> Result<(), SearchError> {
        self.write(move |opened| opened.build(&passages, made_for)).await
    }

    async fn nearest(&self, probe: Probe, filter: &Filter, limit: usize) -> Result<Vec<Scored>, SearchError> {
        let (opened, filter) = (self.opened().await?, filter.clone());
        blocking(move || {
            opened
                .shard()
                .nearest(opened.words, &opened.shape, probe, &filter, limit)
        })
        .await
    }
}

/// Runs what reads files or computes off the async threads.
async fn blocking<T, F>(work: F) -> Result<T, SearchError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, SearchError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => Err(SearchError::Engine("the engine panicked".to_owned())),
        Err(_) => Err(SearchError::Ending),
    }
}
