//! Contracts that ran and ended.

use enlace_domain::view::{Contracts, InsightFilter};
use sqlx::PgConnection;

use super::Span;
use crate::StoreError;

/// How many ran when a span began, and how many of those ended in it.
///
/// Those in the city and of the plan asked for; a queue or a person restricts nothing. As the goals count them
/// ([`crate::goals::volumes`]): who left on an unknown day is in neither.
///
/// # Errors
/// The database said no.
pub async fn contracts(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Contracts, StoreError> {
    Ok(sqlx::query_as!(
        Contracts,
        r#"select count(*) as "running!", count(*) filter (where cancelled_at < $2) as "ended!"
           from customers
           where created_at < $1 and (status <> 'cancelled' or cancelled_at >= $1)
             and ($3::text is null or city = $3) and ($4::text is null or plan_name = $4)"#,
        span.from,
        span.to,
        filter.region.as_deref(),
        filter.plan.as_deref(),
    )
    .fetch_one(conn)
    .await?)
}
