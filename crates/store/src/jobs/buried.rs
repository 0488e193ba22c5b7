//! Jobs that were given up: found, run again, or closed by a person. The row stays.

use enlace_domain::{ConversationId, PersonId, Protocol};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{
    StoreError,
    column::{read, read_opt},
};

pub use enlace_domain::view::{BuriedAs, LetterReason};

/// How a person closed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq)]
pub struct Buried {
    /// The row.
    pub id: i64,
    /// Which kind of job.
    pub name: String,
    /// Its fields.
    pub payload: Value,
    /// Runs that failed.
    pub failures: i32,
    /// The first of them.
    pub first_failed_at: OffsetDateTime,
    /// The last of them.
    pub last_failed_at: OffsetDateTime,
    /// How it came to be dead.
    pub buried_as: BuriedAs,
    /// What the last run said.
    pub last_error: String,
    /// Which kind of failure that was, where it is known.
    pub failed_for: Option<LetterReason>,
    /// How it was closed.
    pub closing: Option<Closing>,
}

macro_rules! select_buried {
    ($condition:literal $(, $argument:expr)*) => {
        sqlx::query!(
            r#"select j.id, j.name, j.payload, j.failures, coalesce(j.first_failed_at, j.created_at) as "first_failed_at!",
                      j.last_failed_at as "last_failed_at!", j.buried_as as "buried_as!",
                      coalesce(j.last_error, '') as "last_error!", j.failed_for, j.closed_at, p.name as "closed_by?", j.closed_reason
               from jobs j left join people p on p.id = j.closed_by
               where j.state = 'dead' and "# + $condition
            $(, $argument)*
        )
    };
}

macro_rules! buried {
    ($row:expr) => {{
        let row = $row;
        let closing = match (row.closed_at, row.closed_by, row.closed_reason) {
            (Some(at), Some(by), Some(reason)) => Some(Closing { at, by, reason }),
            _ => None,
        };
        Ok(Buried {
            id: row.id,
            name: row.name,
            payload: row.payload,
            failures: row.failures,
            first_failed_at: row.first_failed_at,
            last_failed_at: row.last_failed_at,
            buried_as: read("way of burying", &row.buried_as)?,
            last_error: row.last_error,
            failed_for: read_opt("kind of failure", row.failed_for.as_deref())?,
            closing,
        })
    }};
}

/// Those that wait for a person, the longest waiting first.
///
/// # Errors
/// The database said no.
pub async fn buried(conn: &mut PgConnection, limit: i64) -> Result<Vec<Buried>, StoreError> {
    let rows = select_buried!("j.closed_at is null order by j.last_failed_at, j.id limit $1", limit)
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(|row| buried!(row)).collect()
}

/// Those that a person closed, the last closed first.
///
/// # Errors
/// The database said no.
pub async fn closed(conn: &mut PgConnection, limit: i64) -> Result<Vec<Buried>, StoreError> {
    let rows = select_buried!(
        "j.closed_at is not null order by j.closed_at desc, j.id desc limit $1",
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| buried!(row)).collect()
}

/// How many wait for a person.
///
/// # Errors
/// The database said no.
pub async fn count(conn: &mut PgConnection) -> Result<i64, StoreError> {
    let count =
        sqlx::query_scalar!(r#"select count(*) as "count!" from jobs where state = 'dead' and closed_at is null"#)
            .fetch_one(conn)
            .await?;
    Ok(count)
}

/// Of these, those that still wait for a person, locked: of two people who act at once the second finds none.
///
/// # Errors
/// The database said no.
pub async fn lock_buried(conn: &mut PgConnection, ids: &[i64]) -> Result<Vec<Buried>, StoreError> {
    let rows = select_buried!(
        "j.closed_at is null and j.id = any($1) order by j.id for update of j",
        ids
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| buried!(row)).collect()
}

/// Makes locked rows ready to run, for `tries` more runs. The number of its attempts goes on, so that a worker that
/// vanished with one can't finish it any more.
///
/// # Errors
/// The database said no.
pub async fn replay(conn: &mut PgConnection, ids: &[i64], tries: i32) -> Result<(), StoreError> {
    sqlx::query!(
        "update jobs
         set state = 'ready', run_at = now(), locked_until = null, max_attempts = attempts + $2, buried_as = null
         where id = any($1) and state = 'dead' and closed_at is null",
        ids,
        tries,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes locked rows.
///
/// # Errors
/// The database said no.
pub async fn close(conn: &mut PgConnection, ids: &[i64], by: PersonId, reason: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "update jobs set closed_at = now(), closed_by = $2, closed_reason = $3
         where id = any($1) and state = 'dead' and closed_at is null",
        ids,
        by.get(),
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a job is about, where its fields lead to something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The channel's name.
    pub channel: Option<String>,
    /// The conversation.
    pub conversation: Option<(ConversationId, Protocol)>,
    /// Who writes there.
    pub contact: Option<String>,
}

/// What each of these jobs is about, by its row. A field that is no id leads to nothing: it may be what is wrong.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn about(conn: &mut PgConnection, ids: &[i64]) -> Result<Vec<(i64, About)>, StoreError> {
    let rows = sqlx::query!(
        r#"with letter as (
               select j.id, j.ordering_key,
                      case when j.payload ->> 'outbox' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (j.payload ->> 'outbox')::uuid end as outbox,
                      case when j.payload ->> 'media' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (j.payload ->> 'media')::uuid end as media,
                      case when j.payload ->> 'channel' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (j.payload ->> 'channel')::uuid end as channel,
                      case when j.payload ->> 'message' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (j.payload ->> 'message')::uuid end as message,
                      case when j.payload ->> 'inbound_event' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (j.payload ->> 'inbound_event')::uuid end as event
               from jobs j where j.id = any($1)),
           placed as (
               select l.id, coalesce(l.channel, e.channel_id, m.channel_id) as channel_id,
                      coalesce(m.conversation_id,
                          -- the events of one sender, or of one message of ours, are ordered by its address or id
                          case e.kind
                              when 'message' then (
                                  select c.id from contact_identities i
                                  join conversations c on c.contact_id = i.contact_id and c.channel_id = e.channel_id
                                  where i.kind in ('phone_key', 'wa_id', 'bsuid')
                                    and i.value = substr(l.ordering_key, length(e.channel_id::text) + 2)
                                  order by c.created_at desc limit 1)
                              when 'status' then (
                                  select s.conversation_id from messages s
                                  where s.channel_id = e.channel_id
                                    and s.provider_message_id = substr(l.ordering_key, length(e.channel_id::text) + 2))
                          end) as conversation_id
               from letter l
               left join inbound_events e on e.id = l.event
               left join outbox o on o.id = l.outbox
               left join media f on f.id = l.media
               left join messages m on m.id = coalesce(l.message, o.message_id, f.message_id))
           select p.id as "id!", ch.name as "channel?", c.id as "conversation?", c.protocol as "protocol?",
                  coalesce(u.name, t.display_name) as contact
           from placed p
           left join channels ch on ch.id = p.channel_id
           left join conversations c on c.id = p.conversation_id
           left join contacts t on t.id = c.contact_id
           left join customers u on u.id = c.customer_id and t.erased_at is null"#,
        ids,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let protocol = read_opt("protocol", row.protocol.as_deref())?;
            let about = About {
                channel: row.channel,
                conversation: row.conversation.map(ConversationId::from).zip(protocol),
                contact: row.contact,
            };
            Ok((row.id, about))
        })
        .collect()
}
