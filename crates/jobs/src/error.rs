//! How a run of a job fails, by what is to happen next.

use std::time::Duration;

use enlace_store::StoreError;

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// To be tried again: after the time given, or after a growing pause.
    #[error("failed: {cause}")]
    Retry {
        /// How long to wait, where somebody says so.
        after: Option<Duration>,
        /// What happened; kept in the row and logged, so it holds no address and no words of a message.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Not its time yet: tried again later, without counting as a failure.
    #[error("put off: {why}")]
    Postpone {
        /// How long to wait.
        after: Duration,
        /// Why; kept in the row.
        why: String,
    },
    /// Will never succeed: given up at once, kept for a person to look at.
    #[error("given up: {cause}")]
    Dead {
        /// What is wrong.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another worker has the job now. What this run did was rolled back.
    #[error("another worker has this job now")]
    LeaseLost,
}

/// The job panicked: what it meant to do is unknown.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("panicked")]
pub struct Panicked;

/// The database was away: that is no fault of the job.
const DATABASE_PAUSE: Duration = Duration::from_secs(1);

impl JobError {
    /// A failure that another try may mend.
    pub fn retry(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Retry {
            after: None,
            cause: cause.into(),
        }
    }

    /// A failure that no try will mend.
    pub fn dead(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Dead { cause: cause.into() }
    }

    /// The database is away.
    #[must_use]
    pub fn database_away() -> Self {
        Self::Postpone {
            after: DATABASE_PAUSE,
            why: "the database is away".to_owned(),
        }
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() {
            Self::database_away()
        } else {
            Self::retry(error)
        }
    }
}

impl From<sqlx::Error> for JobError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// An error with all its causes.
pub(crate) fn reasons(error: &(dyn std::error::Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
