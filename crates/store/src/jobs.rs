//! Durable work: rows that are claimed, leased, finished or tried again.
//!
//! What a job does is not known here, only when it may run. Of the jobs with one ordering key the oldest runs alone;
//! a claim carries its attempt as a token, so that a worker whose lease ran out can no longer finish the row.

use std::time::Duration;

use serde_json::Value;
use sqlx::{PgConnection, postgres::types::PgInterval};

use crate::StoreError;

/// The channel of `LISTEN` and `NOTIFY` that wakes idle workers of other processes.
pub const CHANNEL: &str = "enlace_jobs";

/// Any number that nobody else uses for an advisory lock: claims take it, so that one sees the claims before it.
const CLAIM_LOCK: i64 = 0x656e_6c61_6365_0001;

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

/// What a worker holds while it works on a row: only the holder of the newest lease may finish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    /// The row.
    pub id: i64,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// A row to work on.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// What finishes it.
    pub lease: Lease,
    /// Which kind of job.
    pub name: String,
    /// Its fields.
    pub payload: Value,
    /// After so many failures it is dead.
    pub max_attempts: i32,
    /// Whether others wait for this one.
    pub ordered: bool,
}

/// How much work there is, for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Depth {
    /// Waiting, those of a later time included.
    pub ready: i64,
    /// Being worked on.
    pub running: i64,
    /// Given up.
    pub dead: i64,
    /// Age of the oldest row that could run by its time, in seconds.
    pub oldest_seconds: f64,
}

fn interval(duration: Duration) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: i64::try_from(duration.as_micros()).unwrap_or(i64::MAX),
    }
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

/// Claims up to `limit` rows whose time has come, the lowest priority number and the oldest first, and of each
/// ordering key only the oldest unfinished one while no other of it runs.
///
/// Must run in a transaction of its own: claims wait for each other, or two could take two rows of one key.
///
/// # Errors
/// The database said no.
pub async fn claim(conn: &mut PgConnection, limit: i64, lease: Duration) -> Result<Vec<Claimed>, StoreError> {
    // A claim that a crash of PostgreSQL forgets leaves the row ready, which is what it should be then: no need to
    // wait for the disk.
    sqlx::query!(
        "select pg_advisory_xact_lock($1), set_config('synchronous_commit', 'off', true)",
        CLAIM_LOCK
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut claimed: Vec<(i16, Claimed)> = sqlx::query!(
        r#"with candidate as (
               select j.id from jobs j
               where j.state = 'ready' and j.run_at <= now()
                 and (j.ordering_key is null
                      or (j.id = (select e.id from jobs e
                                  where e.ordering_key = j.ordering_key and e.state <> 'dead'
                                  order by e.ordering_key, e.id limit 1)
                          and (select count(*) from (select 1 from jobs r
                                  where r.ordering_key = j.ordering_key and r.state = 'running' limit 1) busy) = 0))
               order by j.priority, j.id
               limit $1
               for update of j skip locked)
           update jobs set state = 'running', attempts = attempts + 1, locked_until = now() + $2::interval
           from candidate where jobs.id = candidate.id
           returning jobs.id, jobs.name, jobs.payload, jobs.attempts, jobs.max_attempts, jobs.priority,
                     jobs.ordering_key is not null as "ordered!""#,
        limit,
        interval(lease),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        let lease = Lease {
            id: row.id,
            attempt: row.attempts,
        };
        let claimed = Claimed {
            lease,
            name: row.name,
            payload: row.payload,
            max_attempts: row.max_attempts,
            ordered: row.ordered,
        };
        (row.priority, claimed)
    })
    .collect();
    claimed.sort_by_key(|(priority, job)| (*priority, job.lease.id));
    Ok(claimed.into_iter().map(|(_, job)| job).collect())
}

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

/// Puts a failed row back for a later try, or among the dead after its last one. `None`: the lease was lost.
///
/// # Errors
/// The database said no.
pub async fn fail(
    conn: &mut PgConnection,
    lease: Lease,
    after: Duration,
    why: &str,
    for_good: bool,
) -> Result<Option<bool>, StoreError> {
    let dead = sqlx::query_scalar!(
        r#"update jobs
           set state = case when $5 or attempts >= max_attempts then 'dead' else 'ready' end,
               run_at = now() + $3::interval, locked_until = null, last_error = left($4, 500)
           where id = $1 and attempts = $2 and state = 'running'
           returning state = 'dead' as "dead!""#,
        lease.id,
        lease.attempt,
        interval(after),
        why,
        for_good,
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
             last_error = 'the worker vanished while it held this job'
         from expired where jobs.id = expired.id",
    )
    .execute(conn)
    .await?;
    Ok(freed.rows_affected())
}

/// How much work there is.
///
/// # Errors
/// The database said no.
pub async fn depth(conn: &mut PgConnection) -> Result<Depth, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) filter (where state = 'ready') as "ready!",
                  count(*) filter (where state = 'running') as "running!",
                  count(*) filter (where state = 'dead') as "dead!",
                  coalesce(extract(epoch from now() - min(run_at) filter (where state = 'ready' and run_at <= now())), 0)
                      ::float8 as "oldest_seconds!"
           from jobs"#
    )
    .fetch_one(conn)
    .await?;
    Ok(Depth {
        ready: row.ready,
        running: row.running,
        dead: row.dead,
        oldest_seconds: row.oldest_seconds,
    })
}

/// Rings at the workers of other processes. Costs a lock of the whole database at commit, so call it seldom.
///
/// # Errors
/// The database said no.
pub async fn ring(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_notify($1, '')", CHANNEL)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Tries to take a lock that lasts as long as the connection: of all processes one has it.
///
/// # Errors
/// The database said no.
pub async fn try_lead(conn: &mut PgConnection, lock: i64) -> Result<bool, StoreError> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "leads!""#, lock)
        .fetch_one(conn)
        .await?;
    Ok(leads)
}
