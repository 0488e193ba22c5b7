//! Finding messages of a thread.

use enlace_domain::{ConversationId, MessageId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// The message that was sent with this key of the browser, if it was.
///
/// # Errors
/// The database said no.
pub async fn by_client_key(
    conn: &mut PgConnection,
    conversation: ConversationId,
    client_key: Uuid,
) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select id from messages where conversation_id = $1 and client_key = $2",
        conversation.get(),
        client_key,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}

/// What the subscriber wrote in a conversation, oldest first, the last `limit` messages that hold words.
///
/// # Errors
/// The database said no.
pub async fn inbound_texts(
    conn: &mut PgConnection,
    conversation: ConversationId,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let mut texts = sqlx::query_scalar!(
        "select body from messages
         where conversation_id = $1 and direction = 'inbound' and body <> '' and kind <> 'reaction'
         order by position desc limit $2",
        conversation.get(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    texts.reverse();
    Ok(texts)
}

/// The provider's id of a message of this conversation, by which an answer may name it. `None`: it is none of the
/// conversation's, has not left yet, or left by another number, which alone knows it.
///
/// # Errors
/// The database said no.
pub async fn provider_id(
    conn: &mut PgConnection,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<String>, StoreError> {
    let id = sqlx::query_scalar!(
        "select m.provider_message_id from messages m
         join conversations c on c.id = m.conversation_id and c.channel_id = m.channel_id
         where c.id = $1 and m.id = $2 and m.direction <> 'system'",
        conversation.get(),
        message.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.flatten())
}
