//! How each channel fares: its circuit, and what was last heard of it.

use std::collections::HashMap;

use enlace_domain::{
    ChannelId, Circuit, SendFailure,
    view::{ChannelError, ChannelLimits},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read_opt, pace::read_limits};

/// A channel's circuit, with what decides beside it.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whether the channel takes and sends messages; an administrator may pause it.
    pub active: bool,
    /// Its circuit.
    pub circuit: Circuit,
    /// The database's clock, the same for all processes.
    pub now: OffsetDateTime,
}

/// What an administrator is told of a channel.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where it stands.
    pub standing: Standing,
    /// Whether its conversations may be answered by another number.
    pub may_switch: bool,
    /// What last went wrong.
    pub last_error: Option<ChannelError>,
    /// Messages that wait to leave by it.
    pub waiting: i64,
    /// Messages of which people are asked whether they arrived.
    pub undecided: i64,
    /// Messages that failed within 24 hours and were not sent again.
    pub failed: i64,
    /// How fast it may send.
    pub limits: ChannelLimits,
}

macro_rules! standing {
    ($row:expr) => {{
        let row = &$row;
        Standing {
            active: row.active,
            circuit: Circuit {
                failures: count(row.failures)?,
                openings: count(row.openings)?,
                retry_at: row.retry_at,
                strain: count(row.strain)?,
                strained_until: row.strained_until,
            },
            now: row.now,
        }
    }};
}

/// Where a channel stands; a channel of which nothing was heard yet stands well.
async fn load(conn: &mut PgConnection, channel: ChannelId) -> Result<Standing, StoreError> {
    let row = sqlx::query!(
        r#"select c.active, coalesce(h.failures, 0) as "failures!", coalesce(h.openings, 0) as "openings!", h.retry_at,
                  coalesce(h.strain, 0) as "strain!", h.strained_until, clock_timestamp() as "now!"
           from channels c left join channel_health h on h.channel_id = c.id
           where c.id = $1"#,
        channel.get()
    )
    .fetch_one(conn)
    .await?;
    Ok(standing!(row))
}

/// Where a channel stands, locked until the transaction ends. The last lock of a transaction: all messages of the channel meet here.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection, channel: ChannelId) -> Result<Standing, StoreError> {
    sqlx::query!(
        "insert into channel_health (channel_id) values ($1) on conflict do nothing",
        channel.get()
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "select channel_id from channel_health where channel_id = $1 for update",
        channel.get()
    )
    .fetch_one(&mut *conn)
    .await?;
    // read after the wait for the lock, so that the clock is right
    load(conn, channel).await
}

/// Keeps a circuit; the caller holds its lock.
///
/// # Errors
/// The database said no.
pub async fn set_circuit(conn: &mut PgConnection, channel: ChannelId, circuit: Circuit) -> Result<(), StoreError> {
    sqlx::query!(
        "update channel_health set failures = $2, openings = $3, retry_at = $4, strain = $5, strained_until = $6
         where channel_id = $1",
        channel.get(),
        i32::try_from(circuit.failures).unwrap_or(i32::MAX),
        i32::try_from(circuit.openings).unwrap_or(i32::MAX),
        circuit.retry_at,
        i32::try_from(circuit.strain).unwrap_or(i32::MAX),
        circuit.strained_until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The vendor answered: the circuit is closed. Writes nothing where that is known since a few seconds ago.
///
/// # Errors
/// The database said no.
pub async fn note_success(conn: &mut PgConnection, channel: ChannelId) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into channel_health as h (channel_id, last_success_at) values ($1, clock_timestamp())
         on conflict (channel_id) do update
         set failures = 0, openings = 0, retry_at = null, strain = greatest(h.strain - 1, 0),
             last_success_at = excluded.last_success_at
         where h.failures > 0 or h.strain > 0 or h.retry_at is not null or h.last_success_at is null
            or h.last_success_at < excluded.last_success_at - interval '5 seconds'",
        channel.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How long ago the vendor last took a message, as of a few seconds ([`note_success`]). `None`: it never did.
///
/// # Errors
/// The database said no.
pub async fn since_success(
    conn: &mut PgConnection,
    channel: ChannelId,
) -> Result<Option<std::time::Duration>, StoreError> {
    let row = sqlx::query!(
        r#"select last_success_at as "at!", clock_timestamp() as "now!" from channel_health
           where channel_id = $1 and last_success_at is not null"#,
        channel.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.now - row.at).max(time::Duration::ZERO).unsigned_abs()))
}

/// Keeps why the vendor last failed, and the words of it for an administrator; the caller holds the lock.
///
/// # Errors
/// The database said no.
pub async fn note_error(
    conn: &mut PgConnection,
    channel: ChannelId,
    failure: SendFailure,
    words: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update channel_health
         set last_error_class = $2, last_error_words = $3, last_error_at = clock_timestamp() where channel_id = $1",
        channel.get(),
        failure.as_str(),
        words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps words for an administrator about a channel that sends well while something beside it is wrong.
///
/// They take the place of an earlier failure's, never of one that holds the channel up. Writes nothing where they are known
/// since less than an hour.
///
/// # Errors
/// The database said no.
pub async fn note_words(conn: &mut PgConnection, channel: ChannelId, words: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into channel_health as h (channel_id, last_error_words, last_error_at) values ($1, $2, clock_timestamp())
         on conflict (channel_id) do update
         set last_error_class = null, last_error_words = excluded.last_error_words, last_error_at = excluded.last_error_at
         where h.failures = 0 and h.strain = 0 and h.retry_at is null
           and (h.last_error_words is distinct from excluded.last_error_words or h.last_error_at is null
                or h.last_error_at < excluded.last_error_at - interval '1 hour')",
        channel.get(),
        words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How all channels stand.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn reports(conn: &mut PgConnection) -> Result<HashMap<ChannelId, Report>, StoreError> {
    sqlx::query!(
        r#"with open as (
               select message_id, state from outbox where state = 'queued'
               union all
               select message_id, state from outbox where state = 'in_doubt' and undecided_at is not null
               union all
               select message_id, state from outbox where state = 'failed' and updated_at > now() - interval '24 hours'),
           counted as (
               select m.channel_id, count(*) filter (where o.state = 'queued') as waiting,
                      count(*) filter (where o.state = 'in_doubt') as undecided,
                      count(*) filter (where o.state = 'failed') as failed
               from open o join messages m on m.id = o.message_id group by 1)
           select c.id as "id!", c.active as "active!", coalesce(h.failures, 0) as "failures!",
                  coalesce(h.openings, 0) as "openings!", h.retry_at, coalesce(h.strain, 0) as "strain!",
                  h.strained_until, h.last_error_class, h.last_error_words,
                  h.last_error_at, clock_timestamp() as "now!",
                  coalesce(n.waiting, 0) as "waiting!", coalesce(n.undecided, 0) as "undecided!",
                  coalesce(n.failed, 0) as "failed!",
                  c.per_second, c.pair_burst as "pair_burst!", c.may_switch as "may_switch!"
           from channels c
           left join channel_health h on h.channel_id = c.id
           left join counted n on n.channel_id = c.id"#
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        let standing = standing!(row);
        let failure = read_opt("send failure", row.last_error_class.as_deref())?;
        let last_error = row
            .last_error_words
            .zip(row.last_error_at)
            .map(|(words, at)| ChannelError { failure, words, at });
        let report = Report {
            standing,
            may_switch: row.may_switch,
            last_error,
            waiting: row.waiting,
            undecided: row.undecided,
            failed: row.failed,
            limits: read_limits(row.per_second, row.pair_burst)?,
        };
        Ok((row.id.into(), report))
    })
    .collect()
}

/// When a subscriber last wrote by each channel; of channels by which nobody wrote within 7 days nothing.
///
/// Who wrote is in a conversation that is open, or was closed afterwards: neither list is long, and both have an index.
///
/// # Errors
/// The database said no.
pub async fn last_inbound(conn: &mut PgConnection) -> Result<HashMap<ChannelId, OffsetDateTime>, StoreError> {
    let rows = sqlx::query!(
        r#"select heard.channel_id as "channel_id!", max(heard.at) as "at!"
           from (select channel_id, last_inbound_at as at from conversations where status <> 'closed'
                 union all
                 select channel_id, last_inbound_at from conversations
                 where status = 'closed' and closed_at > now() - interval '7 days') heard
           where heard.at > now() - interval '7 days'
           group by heard.channel_id"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.channel_id.into(), row.at)).collect())
}

/// Channels in use of which nothing was heard for so many seconds, or whose account was at fault when they last were.
///
/// # Errors
/// The database said no.
pub async fn quiet(conn: &mut PgConnection, seconds: i32) -> Result<Vec<ChannelId>, StoreError> {
    let rows = sqlx::query_scalar!(
        r#"select c.id as "id!" from channels c left join channel_health h on h.channel_id = c.id
         where c.active
           and greatest(h.last_success_at, h.last_error_at, '-infinity') < clock_timestamp() - make_interval(secs => $1)
           and (h.retry_at is null or h.last_error_class = 'account')"#,
        f64::from(seconds),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(ChannelId::from).collect())
}

/// A column that counts.
pub(crate) fn count(stored: i32) -> Result<u32, StoreError> {
    u32::try_from(stored).map_err(|error| StoreError::corrupt("circuit count")(&error))
}
