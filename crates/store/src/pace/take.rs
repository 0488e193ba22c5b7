//! The times, while this database keeps them.

use enlace_domain::{ChannelId, ContactId, Pace};
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

/// A limit that holds messages back still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Its key ([`Paced::key`]).
    pub key: String,
    /// How far its theoretical arrival time lies ahead, in microseconds.
    pub micros: i64,
}

/// Lets one message through, or says how long it has to wait; then nothing was counted. Others of the same key wait for
/// the end of the transaction; whoever rolls it back gives the place back.
///
/// Where the times of before are lost ([`fall_back`](super::fall_back)) each limit is taken for used up at that moment.
///
/// # Errors
/// The database said no.
pub async fn take(conn: &mut PgConnection, what: Paced, pace: Pace) -> Result<Option<Duration>, StoreError> {
    let key = what.key();
    // `Pace::wait` and `Pace::next`, as one statement; `used_up` is what `Pace::next` could have left at the worst
    let taken = sqlx::query!(
        "with lost as (
             select coalesce(forgot_at + $3::interval + $2::interval, '-infinity') as used_up from pace_keeper)
         insert into send_pace as p (key, arrival_at)
         select $1, greatest(clock_timestamp(), used_up) + $2::interval from lost
         where used_up - $3::interval <= clock_timestamp() or exists (select from send_pace where key = $1)
         on conflict (key) do update
         set arrival_at = greatest(p.arrival_at, (select used_up from lost), clock_timestamp()) + $2::interval
         where greatest(p.arrival_at, (select used_up from lost)) - $3::interval <= clock_timestamp()",
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
        r#"select clock_timestamp() as "now!",
                  coalesce(greatest((select arrival_at from send_pace where key = $1),
                                    forgot_at + $3::interval + $2::interval), clock_timestamp()) as "arrival_at!"
           from pace_keeper"#,
        key,
        interval(pace.interval),
        interval(pace.tolerance),
    )
    .fetch_one(conn)
    .await?;
    // it may have become free between the two
    Ok(Some(pace.wait(row.arrival_at, row.now).unwrap_or_default()))
}

/// Lets nothing through for so long, or for as long as something else holds it back already.
///
/// # Errors
/// The database said no.
pub async fn hold(
    conn: &mut PgConnection,
    what: Paced,
    pace: Pace,
    after: std::time::Duration,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into send_pace as p (key, arrival_at) values ($1, clock_timestamp() + $2::interval)
         on conflict (key) do update set arrival_at = greatest(p.arrival_at, excluded.arrival_at)",
        what.key(),
        interval(pace.tolerance + after),
    )
    .execute(conn)
    .await?;
    Ok(())
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

/// The limits that hold something back still.
///
/// # Errors
/// The database said no.
pub async fn ahead(conn: &mut PgConnection) -> Result<Vec<Ahead>, StoreError> {
    let rows = sqlx::query!(
        r#"select key, (extract(epoch from arrival_at - clock_timestamp()) * 1000000)::bigint as "micros!"
           from send_pace where arrival_at > clock_timestamp()"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Ahead {
            key: row.key,
            micros: row.micros,
        })
        .collect())
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
