//! One run of a job, and how it ends.

use enlace_store::jobs::{self, Lease};
use sqlx::PgConnection;

use crate::JobError;

/// One run of a job. It holds the row's newest lease, or finds out at [`Attempt::finish`] that it no longer does.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    lease: Lease,
    max_attempts: i32,
}

/// How a run that succeeded left its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The row is still there; the runner removes it.
    Remove,
    /// The job removed it in its own transaction ([`Attempt::finish`]).
    Removed,
}

impl Attempt {
    pub(crate) const fn new(lease: Lease, max_attempts: i32) -> Self {
        Self { lease, max_attempts }
    }

    /// Counts from 1.
    #[must_use]
    pub const fn number(&self) -> i32 {
        self.lease.attempt
    }

    /// Whether a failure now is the last one.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.lease.attempt >= self.max_attempts
    }

    /// Removes the job's row in the transaction that does its work: both happen, or neither.
    ///
    /// # Errors
    /// [`JobError::LeaseLost`]: another worker has the row now, and the transaction must be rolled back. The
    /// database's errors as they come.
    pub async fn finish(&self, conn: &mut PgConnection) -> Result<Finish, JobError> {
        if jobs::finish(conn, self.lease).await? {
            Ok(Finish::Removed)
        } else {
            Err(JobError::LeaseLost)
        }
    }
}
