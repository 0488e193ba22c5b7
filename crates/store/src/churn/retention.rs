//! Cases and customers at risk, counted for the dashboard.

use enlace_domain::churn::ChurnCaseKind;
use sqlx::PgConnection;

use crate::{StoreError, column::read, insight::Span};

/// The cases of a kind, worked on or held out.
#[derive(Clone, Copy, Debug)]
pub struct CaseCount {
    /// What is done.
    pub kind: ChurnCaseKind,
    /// Nobody does anything.
    pub held_out: bool,
    /// Open now.
    pub open: i64,
    /// Closed in the span.
    pub closed: i64,
    /// Of those, of customers who are there still.
    pub stayed: i64,
    /// What those paid a month when their cases were opened, in cents.
    pub stayed_cents: i64,
}

/// Whether a model is in use or there ever was a case.
///
/// # Errors
/// The database said no.
pub async fn is_used(conn: &mut PgConnection) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from churn_models where promoted_at is not null and retired_at is null)
                  or exists (select from churn_cases) as "used!""#
    )
    .fetch_one(conn)
    .await?)
}

/// How many customers with a contract were last judged to be above `upper`, and how many from `lower` up to it.
///
/// The same as [`super::scores::standing`] counts, without looking at everybody.
///
/// # Errors
/// The database said no.
pub async fn bands(conn: &mut PgConnection, lower: f64, upper: f64) -> Result<[i64; 2], StoreError> {
    let row = sqlx::query!(
        r#"select count(*) filter (where s.probability::float8 > $2) as "above!",
                  count(*) filter (where s.probability::float8 <= $2) as "between!"
           from churn_scores s join customers c on c.id = s.customer_id
           where s.probability >= $1::float8::real and s.probability::float8 >= $1 and c.status <> 'cancelled'"#,
        lower,
        upper,
    )
    .fetch_one(conn)
    .await?;
    Ok([row.above, row.between])
}

/// The cases that are open, and those that were closed in a span.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn counts(conn: &mut PgConnection, span: Span) -> Result<Vec<CaseCount>, StoreError> {
    sqlx::query!(
        r#"with found as (
               select k.kind, k.held_out, k.monthly_fee, k.closed_at is null as open,
                      k.closed_at is not null and k.outcome <> 'left' and c.status <> 'cancelled' as stayed
               from churn_cases k join customers c on c.id = k.customer_id
               where k.closed_at is null or (k.closed_at >= $1 and k.closed_at < $2))
           select kind, held_out, count(*) filter (where open) as "open!", count(*) filter (where not open) as "closed!",
                  count(*) filter (where stayed) as "stayed!",
                  (coalesce(sum(monthly_fee) filter (where stayed), 0) * 100)::bigint as "stayed_cents!"
           from found group by 1, 2"#,
        span.from,
        span.to,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(CaseCount {
            kind: read("kind of case", &row.kind)?,
            held_out: row.held_out,
            open: row.open,
            closed: row.closed,
            stayed: row.stayed,
            stayed_cents: row.stayed_cents,
        })
    })
    .collect()
}
