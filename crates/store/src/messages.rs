//! Messages of a thread: appended in order, their delivery climbing.
//!
//! Whoever appends holds the conversation's row, so that `seq` is the order of the thread.

use enlace_domain::{
    AuthorKind, ChannelId, ConversationId, DeliveryStatus, MessageId, MessageKind, PersonId, event::SystemLine, message,
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

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
               set last_message_at = greatest(c.last_message_at, $9), last_inbound_at = $9, last_message_preview = $10,
                   last_message_direction = 'inbound', last_message_kind = $4,
                   waiting_since = coalesce(c.waiting_since, $9),
                   due_at = coalesce(c.due_at, coalesce(c.waiting_since, $9)
                       + make_interval(mins => (select q.first_answer_minutes from queues q where q.key = c.queue_key))),
                   updated_at = now()
               where c.id = $2 and exists (select 1 from appended)),
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
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}

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
             update conversations
             set last_message_at = greatest(last_message_at, now()), last_message_preview = $10,
                 last_message_direction = 'outbound', last_message_kind = $6, updated_at = now()
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
         order by seq desc limit $2",
        conversation.get(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    texts.reverse();
    Ok(texts)
}

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

/// Moves a message to the step, with its event. The caller has asked the ladder.
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
        "with moved as (
             update messages set status = $2, error_code = $3, error_text = $4 where id = $1 returning id)
         insert into event_stream (kind, conversation_id, message_id) select 'message', $5, id from moved",
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
