//! Answers that left by another number than their conversation's.

use enlace_domain::ChannelId;
use sqlx::PgConnection;

use crate::{StoreError, outbox::Outgoing};

/// Notes that an answer is about to leave by this number: what its contact writes there belongs to its conversation.
///
/// # Errors
/// The database said no.
pub async fn note(conn: &mut PgConnection, outgoing: &Outgoing, channel: ChannelId) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into detours (contact_id, channel_id, conversation_id) values ($1, $2, $3)
         on conflict (contact_id, channel_id) do update
         set conversation_id = excluded.conversation_id, left_at = clock_timestamp()",
        outgoing.contact.get(),
        channel.get(),
        outgoing.conversation.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the thread is to be told that this answer left by the number it did; asked a second time the answer is no.
///
/// Of several that leave by it one after the other the first is told. The caller has locked the conversation.
///
/// # Errors
/// The database said no.
pub async fn tell(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<bool, StoreError> {
    let told = sqlx::query!(
        "update detours d set told_message_id = m.id
         from messages m
         where m.id = $3 and d.contact_id = $1 and d.channel_id = $2
           and not exists (
               select from messages told
               where told.id = d.told_message_id and told.conversation_id = m.conversation_id
                 and (told.seq >= m.seq or not exists (
                     select from messages other
                     where other.conversation_id = m.conversation_id and other.direction = 'outbound'
                       and other.seq > told.seq and other.seq < m.seq
                       and other.channel_id <> $2 and other.status <> 'failed')))",
        outgoing.contact.get(),
        outgoing.channel.get(),
        outgoing.message.get(),
    )
    .execute(conn)
    .await?;
    Ok(told.rows_affected() == 1)
}
