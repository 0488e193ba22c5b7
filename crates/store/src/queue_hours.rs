//! What follows from the hours of queues: when answers are due, and when somebody is there again.

use enlace_domain::QueueKey;
use sqlx::{PgConnection, types::time::PrimitiveDateTime};

use crate::StoreError;

/// Reckons anew when answers are due that subscribers wait for, in one queue or in all that have hours, and tells the
/// boards of those that moved. Returns how many did.
///
/// # Errors
/// The database said no.
pub async fn reckon_due(conn: &mut PgConnection, queue: Option<QueueKey>) -> Result<u64, StoreError> {
    // in their order, as whoever else holds several locks them
    sqlx::query!(
        "select id from conversations
         where status <> 'closed' and waiting_since is not null
           and queue_key = any (array(
               select q.key from queues q
               where q.key = $1 or ($1 is null and exists (select 1 from queue_hours h where h.queue_key = q.key))))
         order by id for update",
        queue.map(QueueKey::as_str),
    )
    .fetch_all(&mut *conn)
    .await?;
    // what is late no more is raised no more
    let moved = sqlx::query!(
        "with moved as (
             update conversations c
             set due_at = due_after(c.queue_key, c.waiting_since),
                 priority = case when c.escalated_at is not null and due_after(c.queue_key, c.waiting_since) > now()
                                 then (select q.priority from queues q where q.key = c.queue_key) else c.priority end,
                 escalated_at = case when due_after(c.queue_key, c.waiting_since) > now() then null
                                     else c.escalated_at end,
                 updated_at = now()
             where status <> 'closed' and waiting_since is not null
               and queue_key = any (array(
                   select q.key from queues q
                   where q.key = $1
                      or ($1 is null and exists (select 1 from queue_hours h where h.queue_key = q.key))))
               and due_at is distinct from due_after(queue_key, waiting_since)
             returning id)
         insert into event_stream (kind, conversation_id) select 'conversation', id from moved",
        queue.map(QueueKey::as_str),
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected())
}

/// When a closed queue opens, by Brasília's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// What time it is.
    pub now: PrimitiveDateTime,
    /// When people are there again.
    pub opens: PrimitiveDateTime,
}

/// When the queue opens; `None` where it is open now.
///
/// # Errors
/// The database said no.
pub async fn reopening(conn: &mut PgConnection, queue: QueueKey) -> Result<Option<Reopening>, StoreError> {
    let row = sqlx::query!(
        r#"select timezone('America/Sao_Paulo', now()) as "now!",
                  timezone('America/Sao_Paulo', opens_after($1, now())) as "opens?""#,
        queue.as_str(),
    )
    .fetch_one(conn)
    .await?;
    Ok(row.opens.map(|opens| Reopening { now: row.now, opens }))
}
