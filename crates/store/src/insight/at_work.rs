//! How many conversations are open at once, hour by hour: what was open when a span began, and what came and went since.

use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::Span;
use crate::StoreError;

/// What was open when a span began, and what its hours changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtWork {
    /// Conversations open at its beginning.
    pub open: i64,
    /// Its hours in which any was opened or closed, in order.
    pub hours: Vec<HourFlow>,
}

/// What came and went within an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourFlow {
    /// When it began.
    pub hour: OffsetDateTime,
    /// Conversations opened.
    pub opened: i64,
    /// Conversations opened less those closed.
    pub change: i64,
    /// The microseconds that were left of the hour when each was opened, less those when each was closed: what the changes
    /// add to the time of all open ones in this very hour.
    pub rest: i64,
}

/// What is open at once in a span of whole hours, of the whole desk. A conversation that was opened again counts as open up
/// to its last closing.
///
/// # Errors
/// The database said no.
pub async fn at_work(conn: &mut PgConnection, span: Span) -> Result<AtWork, StoreError> {
    let open = sqlx::query_scalar!(
        r#"select coalesce(sum(opened) - sum(closed), 0) as "open!" from insight_hours where hour < $1"#,
        span.from,
    )
    .fetch_one(&mut *conn)
    .await?;
    // a double holds microseconds until the year 2255, and is reckoned with many times faster than a numeric
    let rows = sqlx::query!(
        r#"with moments as (
               select (date_part('epoch', opened_at) * 1000000)::bigint as us, 1 as n from insight_facts
               where opened_at >= $1 and opened_at < $2
               union all
               select (date_part('epoch', closed_at) * 1000000)::bigint, -1 from insight_facts
               where closed_at >= $1 and closed_at < $2)
           select us / 3600000000 as "hour!", count(*) filter (where n > 0) as "opened!", sum(n) as "change!",
                  sum(n * (3600000000 - us % 3600000000))::bigint as "rest!"
           from moments group by us / 3600000000 order by us / 3600000000"#,
        span.from,
        span.to,
    )
    .fetch_all(conn)
    .await?;
    let hours = rows.into_iter().map(|row| HourFlow {
        hour: OffsetDateTime::UNIX_EPOCH + Duration::hours(row.hour),
        opened: row.opened,
        change: row.change,
        rest: row.rest,
    });
    Ok(AtWork {
        open,
        hours: hours.collect(),
    })
}
