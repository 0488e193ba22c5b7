//! Leases: how long a claimed row rests before another worker may have it.

use std::time::Duration;

use sqlx::PgConnection;

use super::interval;
use crate::StoreError;

/// What a worker holds while it works on a row: only the holder of the newest lease may finish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The row.
    pub id: i64,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// Gives rows back that were claimed but never begun.
///
/// # Errors
/// The database said no.
pub async fn give_back(conn: &mut PgConnection, leases: &[Lease]) -> Result<(), StoreError> {
    let (ids, attempts): (Vec<i64>, Vec<i32>) = leases.iter().map(|lease| (lease.id, lease.attempt)).unzip();
    sqlx::query!(
        "update jobs set state = 'ready', locked_until = null, max_attempts = max_attempts + 1
         from unnest($1::bigint[], $2::int[]) as held (id, attempt)
         where jobs.id = held.id and jobs.attempts = held.attempt and jobs.state = 'running'",
        &ids,
        &attempts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the leases of rows still being worked on last longer. A row that its own worker is just finishing is left
/// alone.
///
/// # Errors
/// The database said no.
pub async fn renew(conn: &mut PgConnection, leases: &[Lease], lease: Duration) -> Result<(), StoreError> {
    let (ids, attempts): (Vec<i64>, Vec<i32>) = leases.iter().map(|lease| (lease.id, lease.attempt)).unzip();
    sqlx::query!(
        "with mine as (
             select jobs.id from jobs join unnest($1::bigint[], $2::int[]) as held (id, attempt)
                 on jobs.id = held.id and jobs.attempts = held.attempt
             where jobs.state = 'running'
             for update of jobs skip locked)
         update jobs set locked_until = now() + $3::interval from mine where jobs.id = mine.id",
        &ids,
        &attempts,
        interval(lease),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Frees rows whose worker is gone: back to ready, or among the dead after the last attempt. Returns how many.
///
/// # Errors
/// The database said no.
pub async fn free_expired(conn: &mut PgConnection) -> Result<u64, StoreError> {
    let freed = sqlx::query!(
        "with expired as (
             select id from jobs where state = 'running' and locked_until < now() for update skip locked)
         update jobs
         set state = case when attempts >= max_attempts then 'dead' else 'ready' end, locked_until = null,
             last_error = 'the worker vanished while it held this job', failed_for = null, failures = failures + 1,
             first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now(),
             buried_as = case when attempts >= max_attempts then 'vanished' end
         from expired where jobs.id = expired.id",
    )
    .execute(conn)
    .await?;
    Ok(freed.rows_affected())
}
