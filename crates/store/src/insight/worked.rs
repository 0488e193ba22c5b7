//! How much was worked, and until when queues want their first answer.

use enlace_domain::QueueKey;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Span;
use crate::{StoreError, column::read};

/// What people did in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Conversations closed.
    pub closed: i64,
    /// Hours in which somebody first answered or closed a conversation, each person's by itself.
    pub agent_hours: i64,
}

/// When first answers are due.
#[derive(Clone, Debug)]
pub struct AnswerLimits {
    /// Minutes that each queue leaves.
    pub minutes: Vec<(QueueKey, i32)>,
    /// The snapshot's moment.
    pub now: OffsetDateTime,
}

/// What people did in a span.
///
/// # Errors
/// The database said no.
pub async fn worked(conn: &mut PgConnection, span: Span) -> Result<Worked, StoreError> {
    Ok(sqlx::query_as!(
        Worked,
        r#"with worked as (
               select person_id as person, date_trunc('hour', answered_at) as hour from insight_facts
               where answered_at >= $1 and answered_at < $2 and person_id is not null
               union
               select closed_by, date_trunc('hour', closed_at) from insight_facts
               where closed_at >= $1 and closed_at < $2 and closed_by is not null)
           select (select count(*) from insight_facts where closed_at >= $1 and closed_at < $2) as "closed!",
                  (select count(*) from worked) as "agent_hours!""#,
        span.from,
        span.to,
    )
    .fetch_one(conn)
    .await?)
}

/// When first answers are due, by the clock of the transaction.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn answer_limits(conn: &mut PgConnection) -> Result<AnswerLimits, StoreError> {
    let rows = sqlx::query!(r#"select key, first_answer_minutes, now() as "now!" from queues"#)
        .fetch_all(conn)
        .await?;
    let now = rows.first().map_or(OffsetDateTime::UNIX_EPOCH, |row| row.now);
    let minutes = rows
        .into_iter()
        .map(|row| Ok((read("queue", &row.key)?, row.first_answer_minutes)));
    Ok(AnswerLimits {
        minutes: minutes.collect::<Result<_, StoreError>>()?,
        now,
    })
}
