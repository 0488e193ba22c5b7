//! Keeps the index up with what is published: each process its own, or one of them the one they share.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use enlace_ai::asking::Asking;
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
/// Before articles that the embedder failed at are tried again; each further try waits twice as long.
const FIRST_AGAIN: Duration = Duration::from_secs(60);
/// The longest of these pauses.
const LONGEST_AGAIN: Duration = Duration::from_secs(3_600);

/// What the index was brought up to, and how it stood then.
type Seen = (KnowledgeState, Mark);

/// Some articles are in by words alone, and wait for another try.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// What was published at the last try: they are tried whenever that changes.
    state: KnowledgeState,
    /// The next try otherwise.
    at: Instant,
    /// The pause before it.
    pause: Duration,
}

/// The index that this process searches.
#[derive(Debug)]
pub struct Knowledge {
    index: Arc<dyn Index>,
    changed: Notify,
    /// One writer at a time.
    pub(super) writing: tokio::sync::Mutex<()>,
    /// What it was brought up to last, and how it stood then.
    seen: Mutex<Option<Seen>>,
    /// When what is in by words alone is tried again.
    waiting: Mutex<Option<Waiting>>,
    /// How the embedder is asked about a question.
    pub(super) asking: Asking,
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
            waiting: Mutex::new(None),
            asking: Asking::default(),
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

    fn waiting(&self) -> Option<Waiting> {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether articles wait whose time has come.
    fn is_due(&self) -> bool {
        self.waiting().is_some_and(|waiting| Instant::now() >= waiting.at)
    }

    /// Whether articles that are in by words alone may be tried again, while this is published.
    pub(super) fn may_try(&self, state: KnowledgeState) -> bool {
        self.waiting().is_none_or(|waiting| waiting.state != state) || self.is_due()
    }

    /// They were tried, and so many are in by words alone still.
    pub(super) fn tried(&self, state: KnowledgeState, by_words: usize) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = waiting.map_or(FIRST_AGAIN, |last| (last.pause * 2).min(LONGEST_AGAIN));
        *waiting = (by_words > 0).then(|| Waiting {
            state,
            at: Instant::now() + pause,
            pause,
        });
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
    let seen = knowledge.seen().filter(|(seen, _)| *seen == state);
    if let Some((_, mark)) = seen.filter(|_| !knowledge.is_due()) {
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
            articles.by_words = report.by_words,
            "Brought the knowledge index up"
        );
    }
    Ok(())
}
