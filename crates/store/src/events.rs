//! The stream of changes: a row for each, written in the transaction that makes the change.
//!
//! Readers are not rung here: the writer does it after its commit.

use enlace_domain::{ConversationId, MessageId};
use sqlx::PgConnection;

use crate::StoreError;

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A conversation's card.
    Conversation,
    /// A message, new or with new ticks.
    Message,
    /// People or teams.
    People,
    /// Queues.
    Queues,
}

impl EventKind {
    /// The name in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Message => "message",
            Self::People => "people",
            Self::Queues => "queues",
        }
    }
}

/// Writes one change.
///
/// # Errors
/// The database said no.
pub async fn append(
    conn: &mut PgConnection,
    kind: EventKind,
    conversation: Option<ConversationId>,
    message: Option<MessageId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into event_stream (kind, conversation_id, message_id) values ($1, $2, $3)",
        kind.as_str(),
        conversation.map(ConversationId::get),
        message.map(MessageId::get),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A conversation's card changed.
///
/// # Errors
/// The database said no.
pub async fn conversation_changed(conn: &mut PgConnection, conversation: ConversationId) -> Result<(), StoreError> {
    append(conn, EventKind::Conversation, Some(conversation), None).await
}

/// Forgets what is older than a day, at most `limit` rows: the stream is a buffer for readers, not the history.
/// Returns how many went.
///
/// # Errors
/// The database said no.
pub async fn forget_old(conn: &mut PgConnection, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from event_stream where seq in (
             select seq from event_stream where at < now() - interval '24 hours' order by at limit $1)",
        limit
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
