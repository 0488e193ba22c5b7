//! What a job is.

use std::{future::Future, time::Duration};

use enlace_store::jobs::NewJob;
use serde::{Serialize, de::DeserializeOwned};

use crate::{Attempt, Finish, JobError};

/// A small piece of work that survives the process. Its fields are ids, not contents: contents are read when it runs.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What it works with.
    type Parts: Clone + Send + Sync + 'static;

    /// Its name in the table; never changed once rows may exist.
    const NAME: &'static str;

    /// Lower runs first.
    const PRIORITY: i16 = 100;

    /// After so many failures it is dead: kept, counted, no longer tried. Twelve are about twenty minutes.
    const MAX_ATTEMPTS: i32 = 12;

    /// Does the work. May be called again after a crash, so it removes its row in its own transaction
    /// ([`Attempt::finish`]) or does nothing the second time.
    fn run(self, parts: Self::Parts, attempt: Attempt) -> impl Future<Output = Result<Finish, JobError>> + Send;

    /// The row of this job. Jobs of one ordering key run one at a time, oldest first.
    ///
    /// # Errors
    /// Its fields can't be written as JSON.
    fn row(&self, ordering_key: Option<String>, delay: Duration) -> Result<NewJob, serde_json::Error> {
        Ok(NewJob {
            name: Self::NAME,
            payload: serde_json::to_value(self)?,
            ordering_key,
            priority: Self::PRIORITY,
            max_attempts: Self::MAX_ATTEMPTS,
            delay,
        })
    }
}
