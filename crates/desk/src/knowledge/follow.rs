//! Keeps this process's index up with what is published.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use enlace_search::Index;
use enlace_store::passages::{self, KnowledgeState};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::sync::{rebuild, sync};
use crate::{Desk, DeskError};

/// Between two looks, for what other processes have published.
const EVERY: Duration = Duration::from_secs(1);
/// Before the next try after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// This process's index.
#[derive(Debug)]
pub struct Knowledge {
    index: Arc<dyn Index>,
    changed: Notify,
    /// One writer at a time.
    pub(super) writing: tokio::sync::Mutex<()>,
    /// What the index was brought up to last.
    seen: Mutex<Option<KnowledgeState>>,
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

    fn seen(&self) -> Option<KnowledgeState> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn see(&self, state: KnowledgeState) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(state);
    }
}

/// Follows what is published until told to stop.
pub async fn follow(desk: Desk, stop: CancellationToken) {
    loop {
        let pause = match keep_up(&desk).await {
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
    let report = match knowledge.seen() {
        Some(seen) if seen == state => return Ok(()),
        Some(seen) if seen.rebuilds != state.rebuilds => rebuild(desk).await?,
        _ => sync(desk).await?,
    };
    knowledge.see(state);
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
