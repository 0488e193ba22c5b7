//! How far a message of ours came.

use enlace_domain::{ChannelId, ConversationId, DeliveryStatus, MessageId, OutboxId};
use sqlx::PgConnection;

use crate::StoreError;

/// A sent message as its delivery stands, locked until the transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which message.
    pub message: MessageId,
    /// Whose thread.
    pub conversation: ConversationId,
    /// How far it came.
    pub status: DeliveryStatus,
    /// Whether the id asked for is that of an attempt which a retry has replaced.
    pub replaced: bool,
}

/// Whose thread the message is in that bears this id of the provider, or did in an earlier attempt, or that this row of
/// the outbox holds; locks nothing.
///
/// # Errors
/// The database said no.
pub async fn conversation_of(
    conn: &mut PgConnection,
    channel: ChannelId,
    provider_message_id: &str,
    outbox: Option<OutboxId>,
) -> Result<Option<ConversationId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select conversation_id from messages
         where id = coalesce(
             (select id from messages where channel_id = $1 and provider_message_id = $2),
             (select message_id from earlier_sends where channel_id = $1 and provider_message_id = $2),
             (select message_id from outbox where id = $3))",
        channel.get(),
        provider_message_id,
        outbox.map(OutboxId::get),
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ConversationId::from))
}

/// Finds the message that bears this id of the provider, or did in an earlier attempt.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn lock_delivery(
    conn: &mut PgConnection,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<Option<Delivery>, StoreError> {
    let row = sqlx::query!(
        r#"select m.id, m.conversation_id, m.status, m.provider_message_id is distinct from $2 as "replaced!"
           from messages m
           where m.id = coalesce(
               (select id from messages where channel_id = $1 and provider_message_id = $2),
               (select message_id from earlier_sends where channel_id = $1 and provider_message_id = $2))
             and m.direction = 'outbound'
           for update"#,
        channel.get(),
        provider_message_id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Delivery {
            message: row.id.into(),
            conversation: row.conversation_id.into(),
            status: row
                .status
                .parse()
                .map_err(|error| StoreError::corrupt("message status")(&error))?,
            replaced: row.replaced,
        })
    })
    .transpose()
}

/// A step that a provider reported, or that we know of.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The step.
    pub status: DeliveryStatus,
    /// The provider's code of a failure.
    pub error_code: Option<&'a str>,
    /// Why it failed, in words for the agent.
    pub error_words: Option<&'a str>,
}

/// Keeps the step of a message, once, without moving the message.
///
/// # Errors
/// The database said no.
pub async fn keep_step(conn: &mut PgConnection, message: MessageId, step: Step<'_>) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into message_statuses (message_id, status, error_code) values ($1, $2, $3)
         on conflict (message_id, status) do nothing",
        message.get(),
        step.status.as_str(),
        step.error_code,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves a message to the step, with its event, and one of its card where that says whether it was sent. The caller has
/// asked the ladder.
///
/// # Errors
/// The database said no.
pub async fn advance(
    conn: &mut PgConnection,
    message: MessageId,
    conversation: ConversationId,
    step: Step<'_>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with before as (select status from messages where id = $1),
         moved as (
             update messages set status = $2, error_code = $3, error_text = $4 where id = $1 returning id)
         insert into event_stream (kind, conversation_id, message_id)
         select change.kind, $5, case change.kind when 'message' then moved.id end
         from moved, before, (values (1, 'message'), (2, 'conversation')) as change (position, kind)
         where change.kind = 'message' or 'failed' in (before.status, $2)
         order by change.position",
        message.get(),
        step.status.as_str(),
        step.error_code,
        step.error_words,
        conversation.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
