//! A conversation's row: opening it, locking it while something is appended, and queueing. Its clocks: [`crate::clocks`].
//!
//! One open conversation of a contact on a channel is the database's rule (`conversations_one_open_idx`).

use enlace_domain::{
    ChannelId, ContactId, ConversationId, ConversationStatus, CustomerId, PersonId, Priority, Protocol, QueueKey,
    TechnicalIssueId,
};
use sqlx::{PgConnection, types::time::OffsetDateTime};

use crate::StoreError;

/// A conversation, as far as the message path needs to know it.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Which one.
    pub id: ConversationId,
    /// The number the subscriber is given.
    pub protocol: Protocol,
    /// Whose.
    pub contact: ContactId,
    /// The subscriber behind the contact.
    pub customer: Option<CustomerId>,
    /// The channel it goes over.
    pub channel: ChannelId,
    /// Where it stands.
    pub status: ConversationStatus,
    /// `None` until it is understood.
    pub queue: Option<QueueKey>,
    /// How urgent.
    pub priority: Priority,
    /// Who holds it.
    pub assigned: Option<PersonId>,
    /// When automation asked for the subject.
    pub asked_at: Option<OffsetDateTime>,
    /// The fault it is about.
    pub issue: Option<TechnicalIssueId>,
}

macro_rules! conversation {
    ($row:expr) => {{
        let row = $row;
        Ok(Conversation {
            id: row.id.into(),
            protocol: row
                .protocol
                .parse()
                .map_err(|error| StoreError::corrupt("protocol")(&error))?,
            contact: row.contact_id.into(),
            customer: row.customer_id.map(CustomerId::from),
            channel: row.channel_id.into(),
            status: row
                .status
                .parse()
                .map_err(|error| StoreError::corrupt("conversation status")(&error))?,
            queue: row
                .queue_key
                .map(|key| key.parse::<QueueKey>())
                .transpose()
                .map_err(|error| StoreError::corrupt("queue")(&error))?,
            priority: Priority::new(row.priority).map_err(|error| StoreError::corrupt("priority")(&error))?,
            assigned: row.assigned_person_id.map(PersonId::from),
            asked_at: row.asked_at,
            issue: row.technical_issue_id.map(TechnicalIssueId::from),
        })
    }};
}

/// The next number of the day in Brasília. A number taken and not used is left out, never reused.
///
/// To be called outside of a transaction, so that many may open conversations at once: the counter's row is locked for
/// a moment only. It does not wait for the disk; the conversation that bears the number is written after it and brings it along.
///
/// # Errors
/// The database said no, or the day's ten million are used up.
pub async fn next_protocol(conn: &mut PgConnection) -> Result<Protocol, StoreError> {
    let row = sqlx::query!(
        "insert into protocol_counters as counter (day, last)
         select (now() at time zone 'America/Sao_Paulo')::date, 1 from set_config('synchronous_commit', 'off', true)
         on conflict (day) do update set last = counter.last + 1
         returning day, last"
    )
    .fetch_one(conn)
    .await?;
    Protocol::new(row.day, row.last).map_err(|error| StoreError::corrupt("protocol counter")(&error))
}

/// Opens a conversation in automation. `None`: the contact has an open one on this channel already.
///
/// # Errors
/// The database said no.
pub async fn open(
    conn: &mut PgConnection,
    protocol: &Protocol,
    contact: ContactId,
    customer: Option<CustomerId>,
    channel: ChannelId,
) -> Result<Option<Conversation>, StoreError> {
    sqlx::query!(
        "insert into conversations (id, protocol, contact_id, customer_id, channel_id)
         values ($1, $2, $3, $4, $5)
         on conflict (contact_id, channel_id) where status <> 'closed' do nothing
         returning id, protocol, contact_id, customer_id, channel_id, status, queue_key, priority, assigned_person_id,
                   asked_at, technical_issue_id",
        ConversationId::new().get(),
        protocol.as_str(),
        contact.get(),
        customer.map(CustomerId::get),
        channel.get(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| conversation!(row))
    .transpose()
}

/// Opens a conversation that is over at once, for what was written to somebody who has none: it waits in no queue, and
/// nobody closed it.
///
/// # Errors
/// The database said no.
pub async fn open_closed(
    conn: &mut PgConnection,
    protocol: &Protocol,
    contact: ContactId,
    customer: Option<CustomerId>,
    channel: ChannelId,
) -> Result<Conversation, StoreError> {
    let row = sqlx::query!(
        "insert into conversations (id, protocol, contact_id, customer_id, channel_id, status, closed_at)
         values ($1, $2, $3, $4, $5, 'closed', now())
         returning id, protocol, contact_id, customer_id, channel_id, status, queue_key, priority, assigned_person_id,
                   asked_at, technical_issue_id",
        ConversationId::new().get(),
        protocol.as_str(),
        contact.get(),
        customer.map(CustomerId::get),
        channel.get(),
    )
    .fetch_one(conn)
    .await?;
    conversation!(row)
}

/// The contact's open conversation on the channel, locked until the transaction ends.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn lock_open(
    conn: &mut PgConnection,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Option<Conversation>, StoreError> {
    sqlx::query!(
        "select id, protocol, contact_id, customer_id, channel_id, status, queue_key, priority, assigned_person_id,
                asked_at, technical_issue_id
         from conversations where contact_id = $1 and channel_id = $2 and status <> 'closed' for update",
        contact.get(),
        channel.get(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| conversation!(row))
    .transpose()
}

/// A conversation, locked until the transaction ends.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn lock(conn: &mut PgConnection, id: ConversationId) -> Result<Option<Conversation>, StoreError> {
    sqlx::query!(
        "select id, protocol, contact_id, customer_id, channel_id, status, queue_key, priority, assigned_person_id,
                asked_at, technical_issue_id
         from conversations where id = $1 for update",
        id.get(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| conversation!(row))
    .transpose()
}

/// Puts an unheld conversation in a queue. The queue gives the priority; an answer is due within its
/// time after the subscriber began to wait, and a due time that comes sooner stays.
///
/// # Errors
/// The database said no.
pub async fn queue(
    conn: &mut PgConnection,
    id: ConversationId,
    queue: QueueKey,
    confidence: Option<f32>,
    issue: Option<TechnicalIssueId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations
         set status = 'waiting', queue_key = q.key, priority = q.priority, conversation_type = $3,
             classifier_confidence = $4, technical_issue_id = coalesce($5, technical_issue_id),
             waiting_since = coalesce(waiting_since, now()),
             due_at = least(due_at, due_after(q.key, coalesce(waiting_since, now()))),
             updated_at = now()
         from queues q
         where conversations.id = $1 and q.key = $2",
        id.get(),
        queue.as_str(),
        queue.conversation_type().as_str(),
        confidence,
        issue.map(TechnicalIssueId::get),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Automation has asked the subscriber; until the answer we wait for them.
///
/// # Errors
/// The database said no.
pub async fn asked(conn: &mut PgConnection, id: ConversationId) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations set asked_at = now(), waiting_since = null, due_at = null, updated_at = now()
         where id = $1",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The conversations whose question nobody answered since `minutes`, neither the subscriber nor, on the phone, one of us;
/// oldest first, at most `limit`.
///
/// # Errors
/// The database said no.
pub async fn unanswered_questions(
    conn: &mut PgConnection,
    minutes: i32,
    limit: i64,
) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select id from conversations
         where status = 'automation' and asked_at < now() - make_interval(mins => $1)
           and not exists (select from messages m
                           where m.conversation_id = conversations.id and m.author_kind = 'phone'
                             and m.kind not in ('reaction', 'unsupported') and m.created_at > conversations.asked_at)
         order by asked_at limit $2",
        minutes,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// A contact's open conversations, locked until the transaction ends, with their channels.
///
/// # Errors
/// The database said no.
pub async fn lock_all_open(
    conn: &mut PgConnection,
    contact: ContactId,
) -> Result<Vec<(ConversationId, ChannelId)>, StoreError> {
    let rows = sqlx::query!(
        "select id, channel_id from conversations where contact_id = $1 and status <> 'closed' order by id for update",
        contact.get()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id.into(), row.channel_id.into()))
        .collect())
}

/// Goes on with a contact's open conversations under another one; on a channel where that one has a conversation open,
/// both stay as they are. They are locked.
///
/// # Errors
/// The database said no.
pub async fn move_open(conn: &mut PgConnection, from: ContactId, to: ContactId) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations c set contact_id = $2, updated_at = now()
         where c.contact_id = $1 and c.status <> 'closed' and not exists (
             select from conversations other
             where other.contact_id = $2 and other.channel_id = c.channel_id and other.status <> 'closed')",
        from.get(),
        to.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
