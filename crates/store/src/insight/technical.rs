//! The faults among the conversations. They are few: what is counted of them comes from the facts, by indexes that hold nothing
//! else (`migrations/0043_outcomes.sql`).

use enlace_domain::{IssueType, PersonId, QueueKey, view::InsightFilter};
use sqlx::PgConnection;

use super::Span;
use crate::{StoreError, column::read};

/// Conversations about one kind of fault, opened in one city in one hour of the day.
#[derive(Clone, Debug)]
pub struct FaultCount {
    /// The contract's city, where there is one.
    pub region: Option<String>,
    /// 0 to 23, of Brasília.
    pub hour: i32,
    /// The kind of fault.
    pub issue: IssueType,
    /// How many.
    pub n: i64,
}

/// The faults of a span.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn faults(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
) -> Result<Vec<FaultCount>, StoreError> {
    sqlx::query!(
        r#"select f.region, extract(hour from f.opened_at at time zone 'America/Sao_Paulo')::int as "hour!",
                  f.issue as "issue!", count(*) as "n!"
           from insight_facts f
           where f.issue is not null and f.opened_at >= $1 and f.opened_at < $2
             and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
             and ($5::text is null or f.plan = $5) and ($6::uuid is null or f.person_id = $6)
           group by 1, 2, 3"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(FaultCount {
            region: row.region,
            hour: row.hour,
            issue: read("issue type", &row.issue)?,
            n: row.n,
        })
    })
    .collect()
}

/// How long the conversations about one kind of fault took that were closed in a span.
#[derive(Clone, Copy, Debug)]
pub struct Repairs {
    /// The kind of fault.
    pub issue: IssueType,
    /// How many.
    pub n: i64,
    /// Their median, in seconds.
    pub median: f64,
    /// Nine of ten took at most this, in seconds.
    pub p90: f64,
}

/// By kind of fault.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn repairs(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Vec<Repairs>, StoreError> {
    sqlx::query!(
        r#"select f.issue as "issue!", count(*) as "n!",
                  (percentile_cont(0.5) within group (order by f.handling_us) / 1e6)::float8 as "median!",
                  (percentile_cont(0.9) within group (order by f.handling_us) / 1e6)::float8 as "p90!"
           from insight_facts f
           where f.issue is not null and f.closed_at is not null and f.closed_at >= $1 and f.closed_at < $2
             and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
             and ($5::text is null or f.plan = $5) and ($6::uuid is null or f.closed_by = $6)
           group by f.issue"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(Repairs {
            issue: read("issue type", &row.issue)?,
            n: row.n,
            median: row.median,
            p90: row.p90,
        })
    })
    .collect()
}
