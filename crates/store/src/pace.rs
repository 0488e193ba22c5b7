//! How fast messages leave, kept for all processes: the theoretical arrival time of each limit ([`Pace`]).

use enlace_domain::{ChannelId, ContactId, Pace, view::ChannelLimits};
use sqlx::{PgConnection, postgres::types::PgInterval};
use time::Duration;

use crate::StoreError;

/// What has a limit of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paced {
    /// All that leaves by a channel.
    Channel(ChannelId),
    /// What leaves by it to one contact.
    Pair(ChannelId, ContactId),
}

impl Paced {
    /// Its key.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Channel(channel) => format!("channel:{channel}"),
            Self::Pair(channel, contact) => format!("pair:{channel}:{contact}"),
        }
    }
}

/// The limits of a channel.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn limits(conn: &mut PgConnection, channel: ChannelId) -> Result<ChannelLimits, StoreError> {
    let row = sqlx::query!(
        "select per_second, pair_burst from channels where id = $1",
        channel.get()
    )
    .fetch_one(conn)
    .await?;
    read_limits(row.per_second, row.pair_burst)
}

/// The limits of a channel's row.
pub(crate) fn read_limits(per_second: Option<i32>, pair_burst: i32) -> Result<ChannelLimits, StoreError> {
    let count = |stored: i32| u32::try_from(stored).map_err(|error| StoreError::corrupt("limit")(&error));
    Ok(ChannelLimits {
        per_second: per_second.map(count).transpose()?,
        pair_burst: count(pair_burst)?,
    })
}

/// Keeps the limits of a channel.
///
/// # Errors
/// The database said no; also where a limit is outside of what its column takes.
pub async fn set_limits(conn: &mut PgConnection, channel: ChannelId, limits: ChannelLimits) -> Result<(), StoreError> {
    let stored = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query!(
        "update channels set per_second = $2, pair_burst = $3, updated_at = now() where id = $1",
        channel.get(),
        limits.per_second.map(stored),
        stored(limits.pair_burst),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets one message through, or says how long it has to wait; then nothing was counted. Others of the same key wait for
/// the end of the transaction; whoever rolls it back gives the place back.
///
/// # Errors
/// The database said no.
pub async fn take(conn: &mut PgConnection, what: Paced, pace: Pace) -> Result<Option<Duration>, StoreError> {
    let key = what.key();
    // `Pace::wait` and `Pace::next`, as one statement
    let taken = sqlx::query!(
        "insert into send_pace as p (key, arrival_at) values ($1, clock_timestamp() + $2::interval)
         on conflict (key) do update set arrival_at = greatest(p.arrival_at, clock_timestamp()) + $2::interval
         where p.arrival_at - $3::interval <= clock_timestamp()",
        key,
        interval(pace.interval),
        interval(pace.tolerance),
    )
    .execute(&mut *conn)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"select arrival_at, clock_timestamp() as "now!" from send_pace where key = $1"#,
        key
    )
    .fetch_one(conn)
    .await?;
    // it may have become free between the two
    Ok(Some(pace.wait(row.arrival_at, row.now).unwrap_or_default()))
}

/// When a message that has to wait looks again: those that wait together come one after the other, not all at once.
///
/// # Errors
/// The database said no.
pub async fn stand_in_line(conn: &mut PgConnection, what: Paced, pace: Pace) -> Result<Duration, StoreError> {
    let row = sqlx::query!(
        r#"update send_pace
           set look_at = greatest(look_at + $2::interval, arrival_at - $3::interval, clock_timestamp())
           where key = $1
           returning look_at as "look_at!", clock_timestamp() as "now!""#,
        what.key(),
        interval(pace.interval),
        interval(pace.tolerance),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or(Duration::ZERO, |row| (row.look_at - row.now).max(Duration::ZERO)))
}

/// Drops up to `limit` limits that hold nothing back any more. Returns how many there were.
///
/// # Errors
/// The database said no.
pub async fn forget_past(conn: &mut PgConnection, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from send_pace where key in (
             select key from send_pace
             where arrival_at < clock_timestamp() and coalesce(look_at, arrival_at) < clock_timestamp()
             limit $1 for update skip locked)",
        limit
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

fn interval(duration: Duration) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: i64::try_from(duration.whole_microseconds()).unwrap_or(i64::MAX),
    }
}
