//! Who keeps the times: this database, or a Redis that was found. One at a time, for all processes.
//!
//! Whoever lets a message through holds the shared lock until its transaction ends; whoever changes the keeper holds it
//! alone. So nobody counts at the old keeper once there is a new one.

use sqlx::PgConnection;
use time::Duration;
use uuid::Uuid;

use crate::StoreError;

/// The advisory lock's number.
const LOCK: i64 = 0x656e_6c61_6365_7061;

/// Who keeps the times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// This database.
    Database,
    /// The Redis server that bore this `run_id`, for as long as it runs: one that was started again has forgotten.
    Redis {
        /// Redis' own name of the run.
        run: String,
    },
}

/// The keeper, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Who.
    pub keeper: Keeper,
    /// Counts the changes: what a Redis keeps under another number means nothing.
    pub epoch: i64,
    /// Tells the desks apart that share a Redis.
    pub desk: Uuid,
    /// How long ago the times of before were lost, in microseconds; `None`: never.
    pub forgot_before: Option<i64>,
    /// Whether a Redis may be tried (again).
    pub may_return: bool,
}

/// Holds the keeper in place until the transaction ends.
///
/// # Errors
/// The database said no.
pub async fn lock_shared(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock_shared($1)", LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// Waits until nobody counts, and keeps everybody from it until the transaction ends. To be taken first: whoever holds
/// the shared lock must not wait for a lock of this transaction.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// The keeper, as of now: to be read after the lock is held.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn read(conn: &mut PgConnection) -> Result<Keeping, StoreError> {
    let row = sqlx::query!(
        r#"select redis_run, epoch, desk, return_at <= clock_timestamp() as "may_return!",
                  (extract(epoch from clock_timestamp() - forgot_at) * 1000000)::bigint as forgot_before
           from pace_keeper"#
    )
    .fetch_one(conn)
    .await?;
    Ok(Keeping {
        keeper: row.redis_run.map_or(Keeper::Database, |run| Keeper::Redis { run }),
        epoch: row.epoch,
        desk: row.desk,
        forgot_before: row.forgot_before,
        may_return: row.may_return,
    })
}

/// This database keeps the times from now on. What the Redis knew is lost: all limits count as used up.
///
/// The Redis is tried again after `first`, and later each time that it did not hold for an hour, up to `longest`.
///
/// # Errors
/// The database said no.
pub async fn fall_back(conn: &mut PgConnection, first: Duration, longest: Duration) -> Result<(), StoreError> {
    sqlx::query!(
        "update pace_keeper
         set redis_run = null, epoch = epoch + 1, forgot_at = clock_timestamp(), changed_at = clock_timestamp(),
             losses = case when changed_at < clock_timestamp() - interval '1 hour' then 1 else least(losses + 1, 20) end,
             return_at = clock_timestamp() + make_interval(secs => least($2, $1 * 2 ^
                 case when changed_at < clock_timestamp() - interval '1 hour' then 0 else losses end))",
        first.as_seconds_f64(),
        longest.as_seconds_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A Redis keeps the times from now on, under this epoch.
///
/// # Errors
/// The database said no.
pub async fn come_back(conn: &mut PgConnection, run: &str, epoch: i64) -> Result<(), StoreError> {
    sqlx::query!(
        "update pace_keeper set redis_run = $1, epoch = $2, changed_at = clock_timestamp()",
        run,
        epoch,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// No Redis was found: it is not looked for before this much time.
///
/// # Errors
/// The database said no.
pub async fn try_later(conn: &mut PgConnection, pause: Duration) -> Result<(), StoreError> {
    sqlx::query!(
        "update pace_keeper set return_at = clock_timestamp() + make_interval(secs => $1)",
        pause.as_seconds_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
