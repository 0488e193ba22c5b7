//! Claiming rows: which may run, and who gets them.

use std::time::Duration;

use serde_json::Value;
use sqlx::PgConnection;

use super::{Lease, interval};
use crate::{StoreError, arrivals};

/// Any number that nobody else uses for an advisory lock: claims take it, so that one sees the claims before it.
const CLAIM_LOCK: i64 = 0x656e_6c61_6365_0001;

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

/// What came of looking for work.
#[derive(Debug, Default)]
pub struct Claim {
    /// The rows to work on.
    pub jobs: Vec<Claimed>,
    /// What had come in since somebody last looked.
    pub let_in: arrivals::LetIn,
}

/// Claims up to `limit` rows whose time has come, the lowest priority number and the oldest first; what intake has left at
/// the door is let in before.
///
/// Of each ordering key only the oldest unfinished one is claimed, and only while no other of it runs.
///
/// Must run in a transaction of its own: claims wait for each other, or two could take two rows of one key.
///
/// # Errors
/// The database said no.
pub async fn claim(conn: &mut PgConnection, limit: i64, lease: Duration) -> Result<Claim, StoreError> {
    lock(conn).await?;
    let let_in = arrivals::let_in(conn).await?;
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
    Ok(Claim {
        jobs: claimed.into_iter().map(|(_, job)| job).collect(),
        let_in,
    })
}

/// Waits for the claims before this one; the lock goes with the transaction.
///
/// A claim that a crash of PostgreSQL forgets leaves the row ready, and what was let in at the door, which is what it
/// should be then: no need to wait for the disk.
pub(crate) async fn lock(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock($1), set_config('synchronous_commit', 'off', true)",
        CLAIM_LOCK
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}
