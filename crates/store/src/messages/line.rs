//! Appending lines that nobody sent.

use enlace_domain::{ChannelId, ConversationId, MessageId, event::SystemLine};
use sqlx::PgConnection;

use crate::StoreError;

/// Appends a line that nobody sent, with its event.
///
/// # Errors
/// The database said no.
pub async fn append_line(
    conn: &mut PgConnection,
    conversation: ConversationId,
    channel: ChannelId,
    line: &SystemLine,
) -> Result<MessageId, StoreError> {
    let id = MessageId::new();
    let body = serde_json::to_string(line).map_err(|error| StoreError::corrupt("system line")(&error))?;
    sqlx::query!(
        "with appended as (
             insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status)
             values ($1, $2, $3, 'system', 'system', 'system', $4, 'none')
             returning id)
         insert into event_stream (kind, conversation_id, message_id) select 'message', $2, id from appended",
        id.get(),
        conversation.get(),
        channel.get(),
        body,
    )
    .execute(conn)
    .await?;
    Ok(id)
}
