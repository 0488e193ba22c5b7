//! Keeps the index up with what is published: each process its own, or one of them the one they share.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use enlace_search::{Index, Mark};
use enlace_store::passages::{self, KnowledgeState};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;

use super::{
    reading,
    sync::{bring_up, failed},
};
use crate::{Desk, DeskError};

/// Between two looks, for what other processes have published.
const EVERY: Duration = Duration::from_secs(1);
/// Before the next try after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// What the index was brought up to, and how it stood then.
type Seen = (KnowledgeState, Mark);

/// The index that this process searches.
#[derive(Debug)]
pub struct Knowledge {
    index: Arc<dyn Index>,
    changed: Notify,
    /// One writer at a time.
    pub(super) writing: tokio::sync::Mutex<()>,
    /// What it was brought up to last, and how it stood then.
    seen: Mutex<Option<Seen>>,
    /// The turns of those that read documents.
    readers: Arc<Semaphore>,
}

impl Knowledge {
    /// Over this index, which is brought up by [`follow`].
    #[must_use]
    pub fn new(index: Arc<dyn Index>) -> Self {
        Self {
            index,
            changed: Notify::new(),
            writing: tokio::sync::Mutex::default(),
            seen: Mutex::new(None),
            readers: Arc::new(Semaphore::new(reading::AT_ONCE)),
        }
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &dyn Index {
        &*self.index
    }

    /// Says that this process has published something, so that it is found a moment later.
    pub(crate) fn ring(&self) {
        self.changed.notify_one();
    }

    /// The turns of those that read documents.
    pub(super) fn readers(&self) -> &Arc<Semaphore> {
        &self.readers
    }

    fn seen(&self) -> Option<Seen> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn see(&self, seen: Seen) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }
}

/// Follows what is published until told to stop.
pub async fn follow(desk: Desk, stop: CancellationToken) {
    loop {
        // vectors take minutes, and what is broken off here is taken up again by the next process
        let looked = tokio::select! {
            () = stop.cancelled() => return,
            looked = keep_up(&desk) => looked,
        };
        let pause = match looked {
            Ok(()) => EVERY,
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "The knowledge index could not be brought up"
                );
                PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = desk.knowledge().changed.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn keep_up(desk: &Desk) -> Result<(), DeskError> {
    let knowledge = desk.knowledge();
    let state = passages::state(&mut *desk.pool().acquire().await?).await?;
    if let Some((_, mark)) = knowledge.seen().filter(|(seen, _)| *seen == state) {
        // nobody else changes an index of one's own; one on a server may be changed by others, or be lost with it
        let index = knowledge.index();
        if !index.is_shared() || index.mark().await.map_err(failed)? == mark {
            return Ok(());
        }
    }
    let Some(report) = bring_up(desk).await? else {
        return Ok(());
    };
    knowledge.see((state, knowledge.index().mark().await.map_err(failed)?));
    if !report.is_nothing() {
        tracing::info!(
            articles.put = report.put,
            articles.removed = report.removed,
            passages.embedded = report.embedded,
            "Brought the knowledge index up"
        );
    }
    Ok(())
}
