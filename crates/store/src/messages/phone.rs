//! Appending what somebody of the provider wrote on the phone itself.

use enlace_domain::{MessageId, message};
use sqlx::PgConnection;

use super::NewInboundMessage;
use crate::StoreError;

/// A message that was just put into its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which one.
    pub message: MessageId,
    /// Whether it stands last: else the subscriber wrote something after it that came in sooner.
    pub is_last: bool,
}

/// Appends a message written on the phone, brings the conversation's card up to date and writes the events.
///
/// It has left already: it has no row in the outbox, so nothing sends it, repeats it or counts it. The clocks are the
/// caller's next step. `None`: the message was there already, and nothing was changed.
///
/// It stands before the first message of the subscriber that was written later by the provider's clock and came in sooner.
/// A reaction leaves the card alone.
///
/// # Errors
/// The database said no.
pub async fn append_phone(conn: &mut PgConnection, new: &NewInboundMessage<'_>) -> Result<Option<Placed>, StoreError> {
    let row = sqlx::query!(
        r#"with later as (
               select min(r.position) as position
               from (select position, direction, channel_id, provider_at from messages
                     where conversation_id = $2 order by position desc limit 64) r
               where r.channel_id = $3 and r.direction = 'inbound' and r.provider_at > $8),
           room as (
               select later.position as until, coalesce(
                   (select max(m.position) from messages m where m.conversation_id = $2 and m.position < later.position),
                   later.position - (1 << 24)) as since
               from later where later.position is not null),
           appended as (
               insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, extra,
                                     provider_message_id, status, provider_at, created_at, waits, moved_to)
               values ($1, $2, $3, 'outbound', 'phone', $4, $5, $6, $7, 'sent', $8, $9, false,
                       (select since + (until - since) / 2 from room where until - since > 1))
               on conflict (channel_id, provider_message_id) do nothing
               returning id, moved_to),
           carded as (
               update conversations c
               set last_message_at = greatest(c.last_message_at, $9),
                   last_message_preview = case when a.moved_to is null then $10 else c.last_message_preview end,
                   last_message_direction = case when a.moved_to is null then 'outbound' else c.last_message_direction end,
                   last_message_kind = case when a.moved_to is null then $4 else c.last_message_kind end,
                   updated_at = now()
               from appended a
               where c.id = $2 and $4 <> 'reaction'),
           told as (
               insert into event_stream (kind, conversation_id, message_id)
               select change.kind, $2, case change.kind when 'message' then appended.id end
               from appended, (values (1, 'message'), (2, 'conversation')) as change (position, kind)
               order by change.position)
           select id as "id!", moved_to is null as "is_last!" from appended"#,
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
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Placed {
        message: row.id.into(),
        is_last: row.is_last,
    }))
}
