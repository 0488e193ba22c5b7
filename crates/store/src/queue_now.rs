//! How each queue stands at this moment, counted as the live board counts it.

use enlace_domain::{Priority, QueueKey};
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{priority, read},
};

/// A queue at this moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueueNow {
    /// Which.
    pub key: QueueKey,
    /// How urgent its conversations are.
    pub priority: Priority,
    /// Open conversations that nobody holds.
    pub waiting: i64,
    /// Open conversations that somebody holds.
    pub held: i64,
    /// Open conversations whose answer is late.
    pub late: i64,
    /// Seconds for which the subscriber who has waited longest has waited, whoever holds the conversation; 0 of none.
    pub oldest_seconds: f64,
}

/// All queues, in the board's order.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<QueueNow>, StoreError> {
    sqlx::query!(
        r#"select q.key, q.priority,
                  count(c.id) filter (where c.assigned_person_id is null) as "waiting!",
                  count(c.id) filter (where c.assigned_person_id is not null) as "held!",
                  count(c.id) filter (where c.due_at <= now()) as "late!",
                  greatest(coalesce(extract(epoch from now() - min(c.waiting_since)), 0), 0)::float8
                      as "oldest_seconds!"
           from queues q left join conversations c on c.queue_key = q.key and c.status <> 'closed'
           group by q.key order by q.position"#
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(QueueNow {
            key: read("queue", &row.key)?,
            priority: priority(row.priority)?,
            waiting: row.waiting,
            held: row.held,
            late: row.late,
            oldest_seconds: row.oldest_seconds,
        })
    })
    .collect()
}
