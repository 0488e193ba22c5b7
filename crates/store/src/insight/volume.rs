//! How many conversations were opened in each hour of a span.

use enlace_domain::{PersonId, QueueKey, view::InsightFilter};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::Span;
use crate::StoreError;

/// An hour in which conversations were opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourVolume {
    /// When it began.
    pub hour: OffsetDateTime,
    /// Conversations opened.
    pub opened: i64,
}

/// The hours of a span in which any was opened, in order; it begins with an hour. Whole hours come from the hours'
/// sums where those know the filter, the rest from the facts.
///
/// # Errors
/// The database said no.
pub async fn volume(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
) -> Result<Vec<HourVolume>, StoreError> {
    if filter.region.is_some() || filter.plan.is_some() || filter.person.is_some() {
        return of_facts(conn, span, filter).await;
    }
    let whole = Span {
        to: span.to
            - Duration::seconds(span.to.unix_timestamp().rem_euclid(3_600))
            - Duration::nanoseconds(span.to.nanosecond().into()),
        ..span
    };
    let mut hours = sqlx::query_as!(
        HourVolume,
        r#"select hour, sum(opened) as "opened!" from insight_hours
           where hour >= $1 and hour < $2 and ($3::text is null or queue_key = $3)
           group by hour having sum(opened) > 0 order by hour"#,
        whole.from,
        whole.to,
        filter.queue.map(QueueKey::as_str),
    )
    .fetch_all(&mut *conn)
    .await?;
    let rest = Span {
        from: whole.to,
        to: span.to,
    };
    hours.extend(of_facts(conn, rest, filter).await?);
    Ok(hours)
}

async fn of_facts(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Vec<HourVolume>, StoreError> {
    Ok(sqlx::query_as!(
        HourVolume,
        r#"select hour as "hour!", sum(opened) as "opened!" from insight_volume($1, $2, $3, $4, $5, $6)
           group by hour having sum(opened) > 0 order by hour"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?)
}
