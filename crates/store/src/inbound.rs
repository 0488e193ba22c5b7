//! What providers delivered, as it came, each event once.

use enlace_domain::{ChannelId, InboundEventId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboundKind {
    /// A subscriber wrote.
    Message,
    /// A message of ours moved on.
    Status,
    /// Something about the account.
    Notice,
    /// What nobody could read.
    Unreadable,
}

impl InboundKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Status => "status",
            Self::Notice => "notice",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A stored event.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// Where it came in.
    pub channel: ChannelId,
    /// As it came, or as a person corrected it.
    pub body: Value,
    /// When it came, in the database's time.
    pub received_at: OffsetDateTime,
}

/// One stored event.
///
/// # Errors
/// The database said no.
pub async fn load(conn: &mut PgConnection, id: InboundEventId) -> Result<Option<Inbound>, StoreError> {
    let row = sqlx::query!(
        r#"select channel_id, coalesce(corrected_body, body) as "body!", received_at from inbound_events where id = $1"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Inbound {
        channel: row.channel_id.into(),
        body: row.body,
        received_at: row.received_at,
    }))
}

/// Looks at the next events, at most `limit`, that are older than 30 days, and blanks those that no job needs any more.
///
/// One that was given up needs its event until 30 days after a person has closed it. The keys stay, so that a repeat
/// changes nothing. How many were looked at.
///
/// # Errors
/// The database said no.
pub async fn blank_old(conn: &mut PgConnection, limit: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"with old as materialized (
               select e.id from inbound_events e
               where e.id > (select until from inbound_blanked)
                 -- an id of version 7 begins with the milliseconds
                 and e.id < rpad(lpad(to_hex((extract(epoch from now() - interval '30 days') * 1000)::bigint), 12, '0'),
                                 32, '0')::uuid
               order by e.id limit $1),
           needed as (
               select o.id from jobs j join old o on j.payload ->> 'inbound_event' = o.id::text
               where j.state <> 'dead' or j.closed_at is null or j.closed_at > now() - interval '30 days'),
           kept as (
               insert into inbound_kept (event_id) select distinct id from needed on conflict do nothing),
           blanked as (
               update inbound_events e set body = '{}', corrected_body = null
               from old o where e.id = o.id and not exists (select from needed n where n.id = o.id)),
           moved as (
               update inbound_blanked set until = greatest(until, (select id from old order by id desc limit 1))
               where exists (select from old))
           select count(*) as "looked_at!" from old"#,
        limit
    )
    .fetch_one(conn)
    .await?)
}

/// Blanks the events that a job needed when [`blank_old`] came by, and that none needs any more. How many those are.
///
/// # Errors
/// The database said no.
pub async fn blank_kept(conn: &mut PgConnection) -> Result<u64, StoreError> {
    let blanked = sqlx::query!(
        "with free as (
             delete from inbound_kept k where not exists (
                 select from jobs j
                 where j.payload ->> 'inbound_event' = k.event_id::text
                   and (j.state <> 'dead' or j.closed_at is null or j.closed_at > now() - interval '30 days'))
             returning k.event_id)
         update inbound_events e set body = '{}', corrected_body = null from free f where e.id = f.event_id"
    )
    .execute(conn)
    .await?;
    Ok(blanked.rows_affected())
}

/// Notes what is to be taken in instead of what came, which stays. The event keeps its key.
///
/// # Errors
/// The database said no.
pub async fn correct(conn: &mut PgConnection, id: InboundEventId, body: &Value) -> Result<(), StoreError> {
    sqlx::query!(
        "update inbound_events set corrected_body = $2 where id = $1",
        id.get(),
        body
    )
    .execute(conn)
    .await?;
    Ok(())
}
