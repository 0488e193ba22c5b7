//! Up to which message of the subscriber a provider was told that we have read.

use enlace_domain::{ChannelId, ConversationId, MessageId, PersonId};
use sqlx::PgConnection;

use crate::StoreError;

/// Notes that `person` has read an open conversation to its end.
///
/// Gives the subscriber's last message where it was not noted before; nothing where somebody else holds the conversation:
/// theirs is the reading that counts.
///
/// # Errors
/// The database said no.
pub async fn note(
    conn: &mut PgConnection,
    conversation: ConversationId,
    person: PersonId,
) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        r#"update conversations c set read_message_id = last.id
           from (select m.id from messages m
                 where m.conversation_id = $1 and m.direction = 'inbound' and m.provider_message_id is not null
                   and m.kind <> 'reaction'
                 order by m.position desc limit 1) last
           where c.id = $1 and c.status <> 'closed' and coalesce(c.assigned_person_id, $2) = $2
             and c.read_message_id is distinct from last.id
           returning c.read_message_id as "id!""#,
        conversation.get(),
        person.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}

/// The channel of a message, and the provider's id of it.
///
/// # Errors
/// The database said no.
pub async fn address(conn: &mut PgConnection, message: MessageId) -> Result<Option<(ChannelId, String)>, StoreError> {
    let row = sqlx::query!(
        r#"select channel_id, provider_message_id as "provider_message_id!" from messages
           where id = $1 and provider_message_id is not null"#,
        message.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.channel_id.into(), row.provider_message_id)))
}
