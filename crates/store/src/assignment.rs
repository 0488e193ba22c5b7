//! Who holds a conversation.
//!
//! Every step is one conditional `update`: it happens wholly or, where the conversation
//! stands otherwise than the caller thought, not at all, and never over somebody else's choice. What happened names the
//! conversation's channel, which the line in the thread needs.

use enlace_domain::{
    ChannelId, ConversationId, ConversationStatus, IssueType, PersonId, Priority, QueueKey, view::PersonRef,
};
use sqlx::PgConnection;

use crate::{
    StoreError, clocks,
    column::{priority, read, read_opt},
};

/// How a conversation stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its status.
    pub status: ConversationStatus,
    /// Who holds it, or held it last where it is closed.
    pub holder: Option<PersonRef>,
    /// Its queue.
    pub queue: Option<QueueKey>,
}

/// Who asks, for steps that only the holder or a manager may take on a held conversation.
#[derive(Clone, Copy, Debug)]
pub struct Mover {
    /// Who.
    pub person: PersonId,
    /// Whether their role lets them move what others hold.
    pub moves_others: bool,
}

/// The index that allows one open conversation of a contact and channel, for [`crate::violates`].
pub const ONE_OPEN: &str = "conversations_one_open_idx";

/// How a conversation stands now; `None` where there is none.
///
/// # Errors
/// The database said no.
pub async fn standing(conn: &mut PgConnection, id: ConversationId) -> Result<Option<Standing>, StoreError> {
    let row = sqlx::query!(
        r#"select c.status, c.queue_key, p.id as "person_id?", p.name as "person_name?"
           from conversations c left join people p on p.id = c.assigned_person_id where c.id = $1"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Standing {
            status: read("conversation status", &row.status)?,
            holder: row
                .person_id
                .zip(row.person_name)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            queue: read_opt("queue", row.queue_key.as_deref())?,
        })
    })
    .transpose()
}

/// How many open conversations a person holds. Lock the person first ([`crate::people::lock`]), or the number is old
/// when it arrives.
///
/// # Errors
/// The database said no.
pub async fn holding(conn: &mut PgConnection, person: PersonId) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "holding!" from conversations where assigned_person_id = $1 and status <> 'closed'"#,
        person.get()
    )
    .fetch_one(conn)
    .await?)
}

/// Takes a conversation that nobody holds. `None`: it was not free.
///
/// # Errors
/// The database said no.
pub async fn claim(
    conn: &mut PgConnection,
    id: ConversationId,
    person: PersonId,
) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations set status = 'in_progress', assigned_person_id = $2, updated_at = now()
         where id = $1 and status in ('automation', 'waiting') and assigned_person_id is null
         returning channel_id",
        id.get(),
        person.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(channel.map(ChannelId::from))
}

/// Puts a held conversation back where it came from. `None`: the mover may not, or nobody holds it.
///
/// # Errors
/// The database said no.
pub async fn release(
    conn: &mut PgConnection,
    id: ConversationId,
    mover: Mover,
) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations set assigned_person_id = null, updated_at = now(),
             status = case when queue_key is null then 'automation' else 'waiting' end
         where id = $1 and status = 'in_progress' and (assigned_person_id = $2 or $3)
         returning channel_id",
        id.get(),
        mover.person.get(),
        mover.moves_others,
    )
    .fetch_optional(conn)
    .await?;
    Ok(channel.map(ChannelId::from))
}

/// Sends a conversation on to a queue, held by nobody, with that queue's priority and clock.
///
/// Where we had answered
/// last, the subscriber waits for the new team from now on. `None`: the mover may not, or it is closed.
///
/// # Errors
/// The database said no.
pub async fn to_queue(
    conn: &mut PgConnection,
    id: ConversationId,
    queue: QueueKey,
    mover: Mover,
) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations c set status = 'waiting', assigned_person_id = null, queue_key = q.key,
             conversation_type = $3, priority = q.priority, classifier_confidence = null, escalated_at = null,
             waiting_since = coalesce(c.waiting_since, now()),
             due_at = due_after(q.key, coalesce(c.waiting_since, now())),
             updated_at = now()
         from queues q
         where c.id = $1 and q.key = $2 and c.status <> 'closed'
             and (c.assigned_person_id is null or c.assigned_person_id = $4 or $5)
         returning c.channel_id",
        id.get(),
        queue.as_str(),
        queue.conversation_type().as_str(),
        mover.person.get(),
        mover.moves_others,
    )
    .fetch_optional(conn)
    .await?;
    Ok(channel.map(ChannelId::from))
}

/// Hands a conversation to a person; queue and clock stay. `None`: the mover may not, or it is closed.
///
/// # Errors
/// The database said no.
pub async fn to_person(
    conn: &mut PgConnection,
    id: ConversationId,
    to: PersonId,
    mover: Mover,
) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations set status = 'in_progress', assigned_person_id = $2, updated_at = now()
         where id = $1 and status <> 'closed'
             and (assigned_person_id is null or assigned_person_id = $3 or $4)
         returning channel_id",
        id.get(),
        to.get(),
        mover.person.get(),
        mover.moves_others,
    )
    .fetch_optional(conn)
    .await?;
    Ok(channel.map(ChannelId::from))
}

/// Closes a conversation and stops its clocks; until when a first answer was due that never came is kept. `None`: the mover
/// may not, or it is closed already.
///
/// # Errors
/// The database said no.
pub async fn close(conn: &mut PgConnection, id: ConversationId, mover: Mover) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations set status = 'closed', closed_at = now(), closed_by = $2,
             first_due_at = case when first_answered_at is null then coalesce(first_due_at, due_at) else first_due_at end,
             last_wait_since = case when first_answered_at is null then coalesce(waiting_since, last_wait_since) end,
             waiting_since = null, due_at = null, updated_at = now()
         where id = $1 and status <> 'closed'
             and (assigned_person_id is null or assigned_person_id = $2 or $3)
         returning channel_id",
        id.get(),
        mover.person.get(),
        mover.moves_others,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if channel.is_some() {
        clocks::settle(conn, id).await?;
    }
    Ok(channel.map(ChannelId::from))
}

/// Closes a conversation that automation has solved, and notes the queue that it would have gone to.
///
/// # Errors
/// The database said no.
pub async fn close_solved(conn: &mut PgConnection, id: ConversationId, queue: QueueKey) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations set status = 'closed', closed_at = now(), queue_key = $2, conversation_type = $3,
             first_due_at = case when first_answered_at is null then coalesce(first_due_at, due_at) else first_due_at end,
             waiting_since = null, due_at = null, updated_at = now()
         where id = $1 and status = 'automation'",
        id.get(),
        queue.as_str(),
        queue.conversation_type().as_str(),
    )
    .execute(&mut *conn)
    .await?;
    clocks::settle(conn, id).await
}

/// Opens a closed conversation again, in the hands of `person`. `None`: it is not closed.
///
/// Its clock is read from the thread ([`clocks::recount`]): who had waited for an answer waits still.
///
/// # Errors
/// A violation of [`ONE_OPEN`] where the contact has another open one.
pub async fn reopen(
    conn: &mut PgConnection,
    id: ConversationId,
    person: PersonId,
) -> Result<Option<ChannelId>, StoreError> {
    let channel = sqlx::query_scalar!(
        "update conversations set status = 'in_progress', assigned_person_id = $2, closed_at = null,
             closed_by = null, reopened_count = reopened_count + 1, updated_at = now()
         where id = $1 and status = 'closed'
         returning channel_id",
        id.get(),
        person.get(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    if channel.is_some() {
        clocks::recount(conn, id).await?;
    }
    Ok(channel.map(ChannelId::from))
}

/// The number of the open conversation that stands in the way of reopening this one.
///
/// # Errors
/// The database said no.
pub async fn open_sibling(conn: &mut PgConnection, id: ConversationId) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar!(
        "select o.protocol from conversations c
         join conversations o on o.contact_id = c.contact_id and o.channel_id = c.channel_id and o.id <> c.id
         where c.id = $1 and o.status <> 'closed'",
        id.get()
    )
    .fetch_optional(conn)
    .await?)
}

/// A fault that was resolved just now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResolvedIssue {
    /// What was wrong.
    pub issue_type: IssueType,
    /// How urgent it was.
    pub priority: Priority,
    /// Minutes since it was reported.
    pub minutes: f64,
}

/// Resolves the fault of a conversation that was closed, unless another open conversation is about the same one.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn resolve_issue(conn: &mut PgConnection, id: ConversationId) -> Result<Option<ResolvedIssue>, StoreError> {
    sqlx::query!(
        r#"update technical_issues i set status = 'resolved', resolved_at = now(), updated_at = now()
         from conversations c
         where c.id = $1 and i.id = c.technical_issue_id and i.status in ('open', 'in_progress')
             and not exists (select from conversations o where o.customer_id = i.customer_id
                 and o.technical_issue_id = i.id and o.id <> c.id and o.status <> 'closed')
         returning i.issue_type, i.priority, (extract(epoch from now() - i.created_at) / 60)::float8 as "minutes!""#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(ResolvedIssue {
            issue_type: read("issue type", &row.issue_type)?,
            priority: priority(row.priority)?,
            minutes: row.minutes,
        })
    })
    .transpose()
}

/// Takes the fault of a reopened conversation up again.
///
/// # Errors
/// The database said no.
pub async fn reopen_issue(conn: &mut PgConnection, id: ConversationId) -> Result<(), StoreError> {
    sqlx::query!(
        "update technical_issues i set status = 'in_progress', resolved_at = null, updated_at = now()
         from conversations c where c.id = $1 and i.id = c.technical_issue_id and i.status = 'resolved'",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The open conversations a person holds.
///
/// # Errors
/// The database said no.
pub async fn held_by(conn: &mut PgConnection, person: PersonId) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select id from conversations where assigned_person_id = $1 and status <> 'closed' order by id",
        person.get()
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}
