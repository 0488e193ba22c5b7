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
