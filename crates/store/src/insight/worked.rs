//! How much was worked, and until when.

use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Span;
use crate::StoreError;

/// What people did in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    /// Conversations closed.
    pub closed: i64,
    /// Hours in which somebody first answered or closed a conversation, each person's by itself.
    pub agent_hours: i64,
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

/// The snapshot's moment: what was due before it is overdue.
///
/// # Errors
/// The database said no.
pub async fn now(conn: &mut PgConnection) -> Result<OffsetDateTime, StoreError> {
    Ok(sqlx::query_scalar!(r#"select now() as "now!""#).fetch_one(conn).await?)
}
