//! Reading the event stream. (Writing it is [`crate::events`].)
//!
//! Commit order is not the order of the numbers: a row may become visible behind a higher one. Readers therefore stay
//! below the oldest transaction that still runs (`pg_snapshot_xmin`) and walk in the order (xid, seq); below that line
//! no row can appear any more.

use enlace_domain::{ConversationId, MessageId, event::StreamCursor};
use futures::{Stream, StreamExt};
use sqlx::{
    PgConnection,
    postgres::{PgListener, PgNotification},
};
use uuid::Uuid;

use crate::{Pool, StoreError, attendance};

/// A change, as its row says it: what changed, not how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamRow {
    /// Its place.
    pub cursor: StreamCursor,
    /// What changed.
    pub change: Change,
}

/// What a row of the stream points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// A conversation.
    Conversation(ConversationId),
    /// A message.
    Message(MessageId),
    /// People were edited.
    People,
    /// Queues were edited.
    Queues,
}

/// What [`after`] read.
#[derive(Debug)]
pub struct StreamBatch {
    /// The readable rows, in order, at most the limit.
    pub rows: Vec<StreamRow>,
    /// Whether rows wait behind a transaction that still runs: look again soon.
    pub more_to_come: bool,
}

/// The last row that can be read; zero where there is none.
///
/// # Errors
/// The database said no.
pub async fn head(conn: &mut PgConnection) -> Result<StreamCursor, StoreError> {
    let row = sqlx::query!(
        r#"select xid::text::bigint as "xid!", seq from event_stream
           where xid < pg_snapshot_xmin(pg_current_snapshot())
           order by event_stream.xid desc, seq desc limit 1"#
    )
    .fetch_optional(conn)
    .await?;
    row.map_or(Ok(StreamCursor::default()), |row| cursor(row.xid, row.seq))
}

/// The rows after `from` that can be read, at most `limit`.
///
/// # Errors
/// The database said no.
pub async fn after(conn: &mut PgConnection, from: StreamCursor, limit: i64) -> Result<StreamBatch, StoreError> {
    let found = sqlx::query!(
        r#"select xid::text::bigint as "xid!", seq, kind, conversation_id, message_id,
               event_stream.xid < pg_snapshot_xmin(pg_current_snapshot()) as "readable!"
           from event_stream
           where (event_stream.xid, seq) > ($1::text::xid8, $2)
           order by event_stream.xid, seq limit $3"#,
        from.xid.to_string(),
        from.seq,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let mut rows = Vec::with_capacity(found.len());
    let mut more_to_come = false;
    for row in found {
        if !row.readable {
            more_to_come = true;
            break;
        }
        let change = match (row.kind.as_str(), row.conversation_id, row.message_id) {
            ("conversation", Some(id), _) => Change::Conversation(id.into()),
            ("message", _, Some(id)) => Change::Message(id.into()),
            ("people", ..) => Change::People,
            ("queues", ..) => Change::Queues,
            (kind, ..) => {
                return Err(StoreError::corrupt("event")(&format!(
                    "a row of kind {kind} without its subject"
                )));
            }
        };
        rows.push(StreamRow {
            cursor: cursor(row.xid, row.seq)?,
            change,
        });
    }
    Ok(StreamBatch { rows, more_to_come })
}

/// Seconds for which the oldest row after `from` has waited to be read; 0 where there is none.
///
/// # Errors
/// The database said no.
pub async fn lag(conn: &mut PgConnection, from: StreamCursor) -> Result<f64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select extract(epoch from clock_timestamp() - at)::float8 as "seconds!" from event_stream
           where (event_stream.xid, seq) > ($1::text::xid8, $2)
           order by event_stream.xid, seq limit 1"#,
        from.xid.to_string(),
        from.seq,
    )
    .fetch_optional(conn)
    .await?
    .unwrap_or_default())
}

fn cursor(xid: i64, seq: i64) -> Result<StreamCursor, StoreError> {
    let xid = u64::try_from(xid).map_err(|error| StoreError::corrupt("transaction id")(&error))?;
    Ok(StreamCursor { xid, seq })
}

/// The channel on which processes ring for one another.
const CHANNEL: &str = "enlace_events";

/// Rings at the readers of other processes; `from` lets a reader know its own ring. Costs a lock of the whole database
/// at commit, so call it once a batch, outside of a transaction.
///
/// # Errors
/// The database said no.
pub async fn ring(conn: &mut PgConnection, from: Uuid) -> Result<(), StoreError> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, from.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// What a process rings for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ring {
    /// Rows of the stream; by whom, as they gave it as `from`.
    Rows(String),
    /// Who has a conversation open ([`crate::attendance::ring`]).
    Attendance(ConversationId),
}

/// Hears the rings of all processes.
///
/// # Errors
/// The database said no. An error in the stream means that rings may have been missed.
pub async fn rings(pool: &Pool) -> Result<impl Stream<Item = Result<Ring, StoreError>> + use<>, StoreError> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all([CHANNEL, attendance::CHANNEL]).await?;
    Ok(listener.into_stream().map(|heard| read(&heard?)))
}

fn read(heard: &PgNotification) -> Result<Ring, StoreError> {
    if heard.channel() != attendance::CHANNEL {
        return Ok(Ring::Rows(heard.payload().to_owned()));
    }
    let conversation = heard.payload().parse::<ConversationId>();
    conversation
        .map(Ring::Attendance)
        .map_err(|error| StoreError::corrupt("attendance")(&error))
}
