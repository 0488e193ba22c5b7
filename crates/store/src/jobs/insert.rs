//! Adding rows.

use std::time::Duration;

use serde_json::Value;
use sqlx::{PgConnection, postgres::types::PgInterval};

use super::interval;
use crate::StoreError;

/// A row to be.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which kind of job.
    pub name: &'static str,
    /// Its fields.
    pub payload: Value,
    /// Jobs of one key run one at a time, oldest first.
    pub ordering_key: Option<String>,
    /// Lower runs first.
    pub priority: i16,
    /// After so many failures it is dead.
    pub max_attempts: i32,
    /// Not before this much time has passed.
    pub delay: Duration,
}

/// Adds rows, in the order given. It is the caller who wakes the workers, after the commit.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, jobs: &[NewJob]) -> Result<(), StoreError> {
    let names: Vec<&str> = jobs.iter().map(|job| job.name).collect();
    let payloads: Vec<&Value> = jobs.iter().map(|job| &job.payload).collect();
    let keys: Vec<Option<&str>> = jobs.iter().map(|job| job.ordering_key.as_deref()).collect();
    let priorities: Vec<i16> = jobs.iter().map(|job| job.priority).collect();
    let limits: Vec<i32> = jobs.iter().map(|job| job.max_attempts).collect();
    let delays: Vec<PgInterval> = jobs.iter().map(|job| interval(job.delay)).collect();
    sqlx::query!(
        "insert into jobs (name, payload, ordering_key, priority, max_attempts, run_at)
         select name, payload, ordering_key, priority, max_attempts, now() + delay
         from unnest($1::text[], $2::jsonb[], $3::text[], $4::smallint[], $5::int[], $6::interval[])
              with ordinality as job (name, payload, ordering_key, priority, max_attempts, delay, position)
         order by position",
        &names as _,
        &payloads as _,
        &keys as _,
        &priorities as _,
        &limits as _,
        &delays as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes an unfinished row with this name, key and payload due now. `false`: there is none.
///
/// # Errors
/// The database said no.
pub async fn bring_forward(conn: &mut PgConnection, job: &NewJob) -> Result<bool, StoreError> {
    let brought = sqlx::query!(
        "update jobs set run_at = least(run_at, now())
         where ordering_key = $1 and name = $2 and payload = $3 and state <> 'dead'",
        job.ordering_key,
        job.name,
        job.payload,
    )
    .execute(conn)
    .await?;
    Ok(brought.rows_affected() > 0)
}

/// Whether a job of this key and name waits or runs.
///
/// # Errors
/// The database said no.
pub async fn is_queued(conn: &mut PgConnection, ordering_key: &str, name: &str) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from jobs where ordering_key = $1 and name = $2 and state <> 'dead') as "queued!""#,
        ordering_key,
        name,
    )
    .fetch_one(conn)
    .await?)
}
