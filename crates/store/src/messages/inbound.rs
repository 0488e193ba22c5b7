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
/// It stands before the first message of the subscriber, or written on the phone, that was written later by the provider's
/// clock and came in sooner; at the end where the provider gives no time. Never above what a person of the desk wrote: they
/// had not read it. And not above what came in more than five minutes earlier, for it would stand where nobody looks any
/// more.
///
/// Nobody waits for an answer to what was written before the last answer on the phone.
///
/// # Errors
/// The database said no.
pub async fn append_inbound(
    conn: &mut PgConnection,
    new: &NewInboundMessage<'_>,
) -> Result<Option<MessageId>, StoreError> {
    append(conn, new, true).await
}

/// The same for what WhatsApp itself tells about a subscriber: nobody wrote, so it opens no 24-hour window.
///
/// # Errors
/// The database said no.
pub async fn append_notice(
    conn: &mut PgConnection,
    new: &NewInboundMessage<'_>,
) -> Result<Option<MessageId>, StoreError> {
    append(conn, new, false).await
}

async fn append(
    conn: &mut PgConnection,
    new: &NewInboundMessage<'_>,
    by_a_person: bool,
) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        r#"with recent as (
               select position, direction, author_kind, kind, channel_id, provider_at, created_at from messages
               where conversation_id = $2 order by position desc limit 64),
           later as (
               select min(r.position) as position from recent r
               where r.channel_id = $3 and r.author_kind in ('subscriber', 'phone') and r.provider_at > $8
                 and r.created_at + interval '5 minutes' > $9
                 and not exists (select 1 from recent p where p.author_kind = 'person' and p.position > r.position)),
           room as (
               select later.position as until, coalesce(
                   (select max(m.position) from messages m where m.conversation_id = $2 and m.position < later.position),
                   later.position - (1 << 24)) as since
               from later where later.position is not null),
           asks as (
               -- not what was written before somebody answered it on the phone, where that was told sooner; nothing was
               -- written after it reached us, whatever the clock of the phone says
               select $11::boolean and not exists (
                   select from recent p
                   where p.channel_id = $3 and p.author_kind = 'phone' and p.kind not in ('reaction', 'unsupported')
                     and least(p.provider_at, p.created_at) > $8)
                   as waits),
           appended as (
               insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, extra,
                                     provider_message_id, status, provider_at, created_at, waits, moved_to)
               values ($1, $2, $3, 'inbound', 'subscriber', $4, $5, $6, $7, 'received', $8, $9, (select waits from asks),
                       (select since + (until - since) / 2 from room where until - since > 1))
               on conflict (channel_id, provider_message_id) do nothing
               returning id, moved_to),
           carded as (
               update conversations c
               set last_message_at = greatest(c.last_message_at, $9),
                   -- the 24-hour window counts from when it was sent, not from when it reached us
                   last_inbound_at = case when $12 and c.channel_id = $3 then greatest(c.last_inbound_at, least($8, $9))
                                          else c.last_inbound_at end,
                   -- of one that moved up a later one stays the last
                   last_message_preview = case when a.moved_to is null then $10 else c.last_message_preview end,
                   last_message_direction = case when a.moved_to is null then 'inbound' else c.last_message_direction end,
                   last_message_kind = case when a.moved_to is null then $4 else c.last_message_kind end,
                   waiting_since = case when asks.waits then coalesce(c.waiting_since, $9) else c.waiting_since end,
                   due_at = case when asks.waits then coalesce(c.due_at,
                                                               due_after(c.queue_key, coalesce(c.waiting_since, $9)))
                                 else c.due_at end,
                   updated_at = now()
               from appended a, asks
               where c.id = $2),
           detoured as (
               -- written to another number than the conversation's: it opens that one's window
               update detours d set last_inbound_at = greatest(d.last_inbound_at, least($8, $9))
               from conversations c
               where $12 and c.id = $2 and c.channel_id <> $3 and d.contact_id = c.contact_id and d.channel_id = $3
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
        by_a_person,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}
