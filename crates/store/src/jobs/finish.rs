//! How a run ends: its row is removed, put back, or kept among the dead.

use std::time::Duration;

use enlace_domain::view::LetterReason;
use sqlx::PgConnection;

use super::{Lease, interval};
use crate::StoreError;

/// Removes a finished row. `false`: the lease was lost, somebody else works on it or has finished it, and whatever
/// this transaction did must not be committed.
///
/// # Errors
/// The database said no.
pub async fn finish(conn: &mut PgConnection, lease: Lease) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from jobs where id = $1 and attempts = $2 and state = 'running'",
        lease.id,
        lease.attempt
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// What went wrong with a run.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// In the program's words; the first 500 characters are kept.
    pub why: &'a str,
    /// Which kind it is, where that is known.
    pub reason: Option<LetterReason>,
    /// Whether no try can mend it.
    pub for_good: bool,
}

/// Puts a failed row back for a later try, or among the dead after its last one. `None`: the lease was lost.
///
/// # Errors
/// The database said no.
pub async fn fail(
    conn: &mut PgConnection,
    lease: Lease,
    after: Duration,
    failure: Failure<'_>,
) -> Result<Option<bool>, StoreError> {
    let dead = sqlx::query_scalar!(
        r#"update jobs
           set state = case when $5 or attempts >= max_attempts then 'dead' else 'ready' end,
               run_at = now() + $3::interval, locked_until = null, last_error = left($4, 500),
               failed_for = $6, failures = failures + 1, first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now(),
               buried_as = case when $5 then 'at_once' when attempts >= max_attempts then 'tries' end
           where id = $1 and attempts = $2 and state = 'running'
           returning state = 'dead' as "dead!""#,
        lease.id,
        lease.attempt,
        interval(after),
        failure.why,
        failure.for_good,
        failure.reason.map(LetterReason::as_str),
    )
    .fetch_optional(conn)
    .await?;
    Ok(dead)
}

/// Puts a row back for later without counting the attempt as a failure.
///
/// # Errors
/// The database said no.
pub async fn postpone(conn: &mut PgConnection, lease: Lease, after: Duration, why: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "update jobs
         set state = 'ready', run_at = now() + $3::interval, locked_until = null, last_error = left($4, 500),
             max_attempts = max_attempts + 1
         where id = $1 and attempts = $2 and state = 'running'",
        lease.id,
        lease.attempt,
        interval(after),
        why,
    )
    .execute(conn)
    .await?;
    Ok(())
}
