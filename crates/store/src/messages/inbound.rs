//! Appending what a subscriber wrote.

use enlace_domain::{ChannelId, ConversationId, MessageId, MessageKind, message};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// A message of a subscriber, to be appended.
#[derive(Clone, Debug)]
pub struct NewInboundMessage<'a> {
    /// Whose thread.
    pub conversation: ConversationId,
    /// Where it came in.
    pub channel: ChannelId,
    /// What it carries.
    pub kind: MessageKind,
    /// The words, may be empty.
    pub body: &'a str,
    /// What doesn't fit a line of text.
    pub extra: &'a Value,
    /// The provider's id of it.
    pub provider_message_id: &'a str,
    /// When the subscriber sent it, where the provider says so.
    pub provider_at: Option<OffsetDateTime>,
    /// When it reached us: the subscriber waits since then.
    pub received_at: OffsetDateTime,
    /// Whether the subscriber waits for an answer to it.
    pub waits: bool,
}

/// Appends a subscriber's message, brings the conversation's card and clocks up to date and writes the events.
/// `None`: the message was there already, and nothing was changed.
///
/// # Errors
/// The database said no.
pub async fn append_inbound(
    conn: &mut PgConnection,
    new: &NewInboundMessage<'_>,
) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        r#"with appended as (
               insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, extra,
                                     provider_message_id, status, provider_at, created_at)
               values ($1, $2, $3, 'inbound', 'subscriber', $4, $5, $6, $7, 'received', $8, $9)
               on conflict (channel_id, provider_message_id) do nothing
               returning id),
           carded as (
               update conversations c
               set last_message_at = greatest(c.last_message_at, $9),
                   -- the 24-hour window counts from when it was sent, not from when it reached us
                   last_inbound_at = case when c.channel_id = $3 then greatest(c.last_inbound_at, least($8, $9))
                                          else c.last_inbound_at end,
                   last_message_preview = $10,
                   last_message_direction = 'inbound', last_message_kind = $4,
                   waiting_since = case when $11 then coalesce(c.waiting_since, $9) else c.waiting_since end,
                   due_at = case when $11 then coalesce(c.due_at, coalesce(c.waiting_since, $9)
                       + make_interval(mins => (select q.first_answer_minutes from queues q where q.key = c.queue_key)))
                       else c.due_at end,
                   updated_at = now()
               where c.id = $2 and exists (select 1 from appended)),
           detoured as (
               -- written to another number than the conversation's: it opens that one's window
               update detours d set last_inbound_at = greatest(d.last_inbound_at, least($8, $9))
               from conversations c
               where c.id = $2 and c.channel_id <> $3 and d.contact_id = c.contact_id and d.channel_id = $3
                 and exists (select 1 from appended)),
           told as (
               insert into event_stream (kind, conversation_id, message_id)
               select change.kind, $2, case change.kind when 'message' then appended.id end
               from appended, (values (1, 'message'), (2, 'conversation')) as change (position, kind)
               order by change.position)
           select id as "id!" from appended"#,
        MessageId::new().get(),
        new.conversation.get(),
        new.channel.get(),
        new.kind.as_str(),
        new.body,
        new.extra,
        new.provider_message_id,
        new.provider_at,
        new.received_at,
        message::preview(new.body),
        new.waits,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}
