//! The clocks of conversations: what stops them, what counts them anew, and what becomes of those that are late.
//!
//! Due times come from one function of the database, `due_after`. What the clock said when a person first answered is kept
//! (`first_due_at`): nothing that happens later changes whether that answer was in time.

use enlace_domain::{ChannelId, ConversationId, MessageId, QueueKey};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// A person has answered, here or on the phone: the subscriber no longer waits for us, and a raise is over.
///
/// # Errors
/// The database said no.
pub async fn answered(conn: &mut PgConnection, id: ConversationId) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations c
         set first_due_at = case when c.first_answered_at is null then coalesce(c.first_due_at, c.due_at)
                                 else c.first_due_at end,
             first_answered_at = coalesce(c.first_answered_at, now()),
             last_wait_since = coalesce(c.waiting_since, c.last_wait_since), waiting_since = null, due_at = null,
             priority = case when c.escalated_at is null then c.priority
                             else coalesce((select q.priority from queues q where q.key = c.queue_key), c.priority) end,
             escalated_at = null, updated_at = now()
         where c.id = $1",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An answer that had failed is sent again: it answers what has come in meanwhile as well.
///
/// # Errors
/// The database said no.
pub async fn answered_again(conn: &mut PgConnection, id: ConversationId, message: MessageId) -> Result<(), StoreError> {
    sqlx::query!("update messages set again_at = now() where id = $1", message.get())
        .execute(&mut *conn)
        .await?;
    answered(conn, id).await
}

/// A conversation was closed: where it was answered, or solved by automation, nobody waits for an answer to what was
/// written before, whoever opens it again. The caller has locked it.
///
/// # Errors
/// The database said no.
pub async fn settle(conn: &mut PgConnection, id: ConversationId) -> Result<(), StoreError> {
    sqlx::query!(
        "update messages m set waits = false from conversations c
         where c.id = $1 and m.conversation_id = c.id and m.direction = 'inbound' and m.waits
           and c.status = 'closed' and (c.first_answered_at is not null or c.closed_by is null)",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Reads a conversation's clock from its thread once more. The caller has locked it. Returns whether it is there.
///
/// An answer of a person that failed is none: the subscriber waits for us as if it had never been written. Of a closed
/// conversation, whose clock stands, only whether and when it was answered is read.
///
/// They wait since the first message that asks for an answer after the last answer of a person, or question of automation,
/// that has not failed; or since a wait began that no message tells of (sent on to another team, a question left without an
/// answer) and that no answer ended.
///
/// # Errors
/// The database said no.
pub async fn recount(conn: &mut PgConnection, id: ConversationId) -> Result<bool, StoreError> {
    let recounted = sqlx::query!(
        "with this as (
             select id, status, closed_at, waiting_since, last_wait_since from conversations where id = $1),
         told as (
             select min(m.created_at) filter (where m.author_kind in ('person', 'phone')) as first,
                    max(coalesce(m.again_at, m.created_at)) filter (where m.author_kind in ('person', 'phone')) as last,
                    max(m.again_at) as again, max(m.position) as position
             from messages m, this
             where m.conversation_id = $1 and m.direction = 'outbound' and m.status <> 'failed'
               and m.kind not in ('reaction', 'unsupported')
               and (m.author_kind in ('person', 'phone') or m.kind = 'interactive')
               -- what was written on the phone when all was over answered nobody
               and not (m.author_kind = 'phone' and this.status = 'closed' and m.created_at > this.closed_at)),
         waits as (
             select least(
                 (select min(m.created_at) from messages m
                  where m.conversation_id = $1 and m.direction = 'inbound' and m.waits and m.kind <> 'reaction'
                    and m.position > coalesce(told.position, -1)
                    and m.created_at > coalesce(told.again, '-infinity')),
                 case when told.last is null or this.waiting_since > told.last then this.waiting_since end,
                 case when told.last is null or this.last_wait_since > told.last then this.last_wait_since end) as since
             from this, told)
         update conversations c
         set waiting_since = case when c.status <> 'closed' then waits.since end,
             due_at = case when c.status <> 'closed' then due_after(c.queue_key, waits.since) end,
             first_due_at = case when c.status = 'closed' then c.first_due_at
                                 when told.first is null then null
                                 when c.first_answered_at is null then coalesce(c.first_due_at, c.due_at)
                                 else c.first_due_at end,
             first_answered_at = case when told.first is not null then greatest(c.first_answered_at, told.first) end,
             priority = case when c.status = 'closed' or c.escalated_at is null or waits.since is not null then c.priority
                             else coalesce((select q.priority from queues q where q.key = c.queue_key), c.priority) end,
             escalated_at = case when c.status = 'closed' or waits.since is not null then c.escalated_at end,
             updated_at = now()
         from told, waits
         where c.id = $1",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(recounted.rows_affected() == 1)
}

/// A conversation that was just raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised {
    /// Which one.
    pub id: ConversationId,
    /// Its channel.
    pub channel: ChannelId,
    /// Minutes that were allowed.
    pub minutes: i32,
}

/// Raises every open conversation of an escalating queue that went past its due time, held or not, each once until it is
/// answered, and names them.
///
/// Two calls at once never raise one twice: the second sees the first's mark. Lines and events are the caller's.
///
/// # Errors
/// The database said no.
pub async fn raise_due(conn: &mut PgConnection) -> Result<Vec<Raised>, StoreError> {
    let raised = sqlx::query!(
        "with late as (
             select c.id, q.first_answer_minutes from conversations c join queues q on q.key = c.queue_key
             where c.status in ('waiting', 'in_progress') and c.escalated_at is null and c.due_at <= now() and q.escalates
             order by c.due_at limit 500
             for update of c skip locked)
         update conversations
         set priority = greatest(priority - 1, 1), escalated_at = now(), raised_at = coalesce(raised_at, now()),
             updated_at = now()
         from late
         where conversations.id = late.id and conversations.escalated_at is null
             and conversations.status in ('waiting', 'in_progress')
         returning conversations.id, conversations.channel_id, late.first_answer_minutes"
    )
    .fetch_all(conn)
    .await?;
    Ok(raised
        .into_iter()
        .map(|row| Raised {
            id: row.id.into(),
            channel: row.channel_id.into(),
            minutes: row.first_answer_minutes,
        })
        .collect())
}

/// A conversation that was just taken from somebody who is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenBack {
    /// Which one.
    pub id: ConversationId,
    /// Its channel.
    pub channel: ChannelId,
    /// The queue that it is in again.
    pub queue: QueueKey,
}

/// Puts every late conversation of an escalating queue back into it whose holder has had no page open for five minutes,
/// and names them. Lines and events are the caller's.
///
/// Only where the desk itself was there all those minutes: after an outage nobody has been seen.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn give_back_late(conn: &mut PgConnection) -> Result<Vec<GivenBack>, StoreError> {
    let given_back = sqlx::query!(
        r#"with left_alone as (
               select c.id, c.queue_key
               from conversations c join queues q on q.key = c.queue_key join people p on p.id = c.assigned_person_id
               where c.status = 'in_progress' and c.due_at <= now() and q.escalates
                   and coalesce(p.last_seen_at < now() - interval '5 minutes', true)
                   and (select count(*) from heartbeats
                        where minute >= date_trunc('minute', now()) - interval '5 minutes'
                          and minute < date_trunc('minute', now())) = 5
               order by c.due_at limit 500
               for update of c skip locked)
           update conversations c
           set status = 'waiting', assigned_person_id = null, updated_at = now()
           from left_alone
           where c.id = left_alone.id and c.status = 'in_progress'
           returning c.id, c.channel_id, left_alone.queue_key as "queue_key!""#
    )
    .fetch_all(conn)
    .await?;
    given_back
        .into_iter()
        .map(|row| {
            Ok(GivenBack {
                id: row.id.into(),
                channel: row.channel_id.into(),
                queue: read("queue", &row.queue_key)?,
            })
        })
        .collect()
}
