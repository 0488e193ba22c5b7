//! Appending what we write.

use enlace_domain::{AuthorKind, ChannelId, ConversationId, MessageId, MessageKind, PersonId, message};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// A message of ours, to be appended.
#[derive(Clone, Debug)]
pub struct NewOutboundMessage<'a> {
    /// Whose thread.
    pub conversation: ConversationId,
    /// Where it leaves.
    pub channel: ChannelId,
    /// The person who wrote it; `None` for automation.
    pub author: Option<PersonId>,
    /// What it carries.
    pub kind: MessageKind,
    /// The words.
    pub body: &'a str,
    /// What doesn't fit a line of text: `{"choices": […]}` of a question.
    pub extra: &'a Value,
    /// The browser's key of one send.
    pub client_key: Option<Uuid>,
}

/// Appends a message of ours as queued, brings the conversation's card up to date and writes the events. The outbox
/// row is the caller's next step.
///
/// # Errors
/// The database said no.
pub async fn append_outbound(conn: &mut PgConnection, new: &NewOutboundMessage<'_>) -> Result<MessageId, StoreError> {
    let id = MessageId::new();
    let author = if new.author.is_some() {
        AuthorKind::Person
    } else {
        AuthorKind::Automation
    };
    sqlx::query!(
        "with appended as (
             insert into messages (id, conversation_id, channel_id, direction, author_kind, author_person_id, kind,
                                   body, extra, client_key, status)
             values ($1, $2, $3, 'outbound', $4, $5, $6, $7, $8, $9, 'queued')
             returning id),
         carded as (
             -- an acknowledgement of ours says nothing about the matter: the card keeps the subscriber's words
             update conversations
             set last_message_at = greatest(last_message_at, now()),
                 last_message_preview = case when $5::uuid is null then last_message_preview else $10 end,
                 last_message_direction = case when $5::uuid is null then last_message_direction else 'outbound' end,
                 last_message_kind = case when $5::uuid is null then last_message_kind else $6 end,
                 updated_at = now()
             where id = $2)
         insert into event_stream (kind, conversation_id, message_id)
         select change.kind, $2, case change.kind when 'message' then appended.id end
         from appended, (values (1, 'message'), (2, 'conversation')) as change (position, kind)
         order by change.position",
        id.get(),
        new.conversation.get(),
        new.channel.get(),
        author.as_str(),
        new.author.map(PersonId::get),
        new.kind.as_str(),
        new.body,
        new.extra,
        new.client_key,
        message::preview(new.body),
    )
    .execute(conn)
    .await?;
    Ok(id)
}
