//! Messages in doubt: those that people are asked about, and late news of attempts that were replaced.

use enlace_domain::{ChannelId, MessageId};
use sqlx::PgConnection;

use super::Outgoing;
use crate::StoreError;

/// Leaves a doubt to people, with the event that shows it in the thread.
///
/// # Errors
/// The database said no.
pub async fn ask_people(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<(), StoreError> {
    sqlx::query!(
        "with asked as (
             update outbox set undecided_at = now(), updated_at = now()
             where id = $1 and state = 'in_doubt' and undecided_at is null returning message_id)
         insert into event_stream (kind, conversation_id, message_id) select 'message', $2, message_id from asked",
        outgoing.id.get(),
        outgoing.conversation.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the provider's id of an attempt that was replaced before any id of it was known. `false`: another message
/// bears it.
///
/// # Errors
/// The database said no.
pub async fn keep_earlier(
    conn: &mut PgConnection,
    message: MessageId,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<bool, StoreError> {
    let kept = sqlx::query!(
        "insert into earlier_sends (channel_id, provider_message_id, message_id)
         select $1, $2, $3
         where not exists (select 1 from messages m where m.channel_id = $1 and m.provider_message_id = $2)
         on conflict do nothing",
        channel.get(),
        provider_message_id,
        message.get(),
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}
