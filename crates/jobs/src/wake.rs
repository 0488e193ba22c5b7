//! Waking workers without polling for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use enlace_store::{Pool, jobs};
use tokio::sync::Notify;

/// At most one `NOTIFY` in this time: each takes a lock of the whole database when it commits.
const DEBOUNCE: Duration = Duration::from_millis(20);

/// Rings when jobs were added. Workers of this process hear it directly. Only a process without workers (a web or
/// gateway role) sends `NOTIFY`, and seldom; workers of other processes poll besides.
#[derive(Debug, Default)]
pub struct Wake {
    added: Notify,
    workers_here: AtomicUsize,
    about_to_notify: AtomicBool,
}

impl Wake {
    /// Tells the workers that there is something to do. Call it after the commit.
    pub fn ring(self: &Arc<Self>, pool: &Pool) {
        if self.workers_here.load(Ordering::Relaxed) > 0 {
            self.added.notify_one();
            return;
        }
        if self.about_to_notify.swap(true, Ordering::AcqRel) {
            return;
        }
        let (wake, pool) = (Arc::clone(self), pool.clone());
        tokio::spawn(async move {
            tokio::time::sleep(DEBOUNCE).await;
            // before the call: what is added while it runs rings again
            wake.about_to_notify.store(false, Ordering::Release);
            let rung = match pool.acquire().await {
                Ok(mut conn) => jobs::ring(&mut conn).await,
                Err(error) => Err(error.into()),
            };
            if let Err(error) = rung {
                tracing::debug!(%error, "Could not ring at the workers; they will find the work by polling");
            }
        });
    }

    /// A worker of this process can do something: used by the runner.
    pub(crate) fn nudge(&self) {
        self.added.notify_one();
    }

    pub(crate) async fn rung(&self) {
        self.added.notified().await;
    }

    pub(crate) fn worker_is_here(self: &Arc<Self>) -> WorkerIsHere {
        self.workers_here.fetch_add(1, Ordering::Relaxed);
        WorkerIsHere(Arc::clone(self))
    }
}

/// While it lives, this process has a worker.
pub(crate) struct WorkerIsHere(Arc<Wake>);

impl Drop for WorkerIsHere {
    fn drop(&mut self) {
        self.0.workers_here.fetch_sub(1, Ordering::Relaxed);
    }
}
