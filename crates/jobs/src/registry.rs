//! Which jobs there are: from the name in a row to the code.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc};

use serde_json::Value;

use crate::{Attempt, Finish, Job, JobError};

type Running = Pin<Box<dyn Future<Output = Result<Finish, JobError>> + Send>>;
type Handler<P> = Arc<dyn Fn(Value, P, Attempt) -> Running + Send + Sync>;

/// All jobs that work with the parts `P`.
pub struct Registry<P> {
    handlers: HashMap<&'static str, Handler<P>>,
}

impl<P: Clone + Send + Sync + 'static> Registry<P> {
    /// No jobs yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            handlers: HashMap::new(),
        }
    }

    /// With one more job.
    #[must_use]
    pub fn with<J: Job<Parts = P>>(mut self) -> Self {
        let handler: Handler<P> = Arc::new(|payload, parts, attempt| {
            Box::pin(async move {
                let job: J = serde_json::from_value(payload).map_err(JobError::dead)?;
                job.run(parts, attempt).await
            })
        });
        self.handlers.insert(J::NAME, handler);
        self
    }

    pub(crate) fn get(&self, name: &str) -> Option<Handler<P>> {
        self.handlers.get(name).cloned()
    }
}

impl<P: Clone + Send + Sync + 'static> Default for Registry<P> {
    fn default() -> Self {
        Self::new()
    }
}
