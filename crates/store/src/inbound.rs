//! What providers delivered, as it came, each event once.

use enlace_domain::{ChannelId, InboundEventId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, jobs::NewJob};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboundKind {
    /// A subscriber wrote.
    Message,
    /// A message of ours moved on.
    Status,
    /// Something about the account.
    Notice,
}

impl InboundKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Status => "status",
            Self::Notice => "notice",
        }
    }
}

/// An event to store, and the job that will take it in.
#[derive(Clone, Debug)]
pub struct NewInbound {
    /// Its id.
    pub id: InboundEventId,
    /// Where it came in.
    pub channel: ChannelId,
    /// The same for every repeat of it.
    pub provider_key: String,
    /// What it is about.
    pub kind: InboundKind,
    /// As it came.
    pub body: Value,
    /// Added together with it, unless it is a repeat.
    pub job: NewJob,
}

/// A stored event.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// Where it came in.
    pub channel: ChannelId,
    /// As it came.
    pub body: Value,
    /// When it came, in the database's time.
    pub received_at: OffsetDateTime,
}

/// Stores events and their jobs in one statement, which is one transaction where none is open.
///
/// Repeats of a stored event, or of one in the same list, are left out with their jobs. Returns the ids of those that are new.
///
/// # Errors
/// The database said no; then none is stored.
pub async fn insert(conn: &mut PgConnection, events: &[&NewInbound]) -> Result<Vec<InboundEventId>, StoreError> {
    let ids: Vec<_> = events.iter().map(|event| event.id.get()).collect();
    let channels: Vec<_> = events.iter().map(|event| event.channel.get()).collect();
    let provider_keys: Vec<_> = events.iter().map(|event| event.provider_key.as_str()).collect();
    let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    let bodies: Vec<_> = events.iter().map(|event| &event.body).collect();
    let names: Vec<_> = events.iter().map(|event| event.job.name).collect();
    let payloads: Vec<_> = events.iter().map(|event| &event.job.payload).collect();
    let ordering_keys: Vec<_> = events.iter().map(|event| event.job.ordering_key.as_deref()).collect();
    let priorities: Vec<_> = events.iter().map(|event| event.job.priority).collect();
    let limits: Vec<_> = events.iter().map(|event| event.job.max_attempts).collect();
    let stored = sqlx::query_scalar!(
        "with came as (
             select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::jsonb[],
                                  $8::text[], $9::smallint[], $10::int[])
                 with ordinality as event (id, channel_id, provider_key, kind, body, name, payload, ordering_key,
                                           priority, max_attempts, position)),
         stored as (
             insert into inbound_events (id, channel_id, provider_key, kind, body)
             select id, channel_id, provider_key, kind, body from came order by position
             on conflict (channel_id, provider_key) do nothing
             returning id),
         queued as (
             insert into jobs (name, payload, ordering_key, priority, max_attempts)
             select name, payload, ordering_key, priority, max_attempts
             from came join stored using (id) order by position)
         select id from stored",
        &ids,
        &channels,
        &provider_keys as _,
        &kinds as _,
        &bodies as _,
        &names as _,
        &payloads as _,
        &ordering_keys as _,
        &priorities,
        &limits,
    )
    .fetch_all(conn)
    .await?;
    Ok(stored.into_iter().map(InboundEventId::from).collect())
}

/// Readies a connection for many calls of [`insert`]: its plan does not depend on what is inserted, and making a new one
/// costs more than the insertion.
///
/// # Errors
/// The database said no.
pub async fn enter(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("set plan_cache_mode = force_generic_plan")
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes back what [`enter`] did, before others use the connection.
///
/// # Errors
/// The database said no.
pub async fn leave(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("reset plan_cache_mode").execute(conn).await?;
    Ok(())
}

/// One stored event.
///
/// # Errors
/// The database said no.
pub async fn load(conn: &mut PgConnection, id: InboundEventId) -> Result<Option<Inbound>, StoreError> {
    let row = sqlx::query!(
        "select channel_id, body, received_at from inbound_events where id = $1",
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
