//! The five queues as administrators set them.

use enlace_domain::{Priority, QueueKey, TeamId};
use sqlx::PgConnection;

use crate::StoreError;

/// A queue's settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// Which one.
    pub key: QueueKey,
    /// What its conversations get.
    pub priority: Priority,
    /// Minutes until the first answer is due.
    pub first_answer_minutes: i32,
    /// Whether a late conversation is raised.
    pub escalates: bool,
    /// Who serves it.
    pub team: TeamId,
}

/// All queues, in the order of the board.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<Queue>, StoreError> {
    sqlx::query!("select key, priority, first_answer_minutes, escalates, team_id from queues order by position")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(Queue {
                key: row.key.parse().map_err(|error| StoreError::corrupt("queue")(&error))?,
                priority: Priority::new(row.priority).map_err(|error| StoreError::corrupt("priority")(&error))?,
                first_answer_minutes: row.first_answer_minutes,
                escalates: row.escalates,
                team: row.team_id.into(),
            })
        })
        .collect()
}
