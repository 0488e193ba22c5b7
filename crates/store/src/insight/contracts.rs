//! Contracts that ran and ended, and whose they were.

use enlace_domain::view::{Contracts, InsightFilter, LastTalk, Leaver, LeaversAsk};
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

/// How many of those contracts ended in a span, and whose they were, a page of them, who left last first: as many as
/// [`contracts`] counts. Nothing, not even how many, on a page behind the last.
///
/// # Errors
/// The database said no.
pub async fn leavers(
    conn: &mut PgConnection,
    span: Span,
    asked: &LeaversAsk,
) -> Result<(i64, Vec<Leaver>), StoreError> {
    let filter = &asked.ask.filter;
    let rows = i64::from(LeaversAsk::ROWS);
    let found = sqlx::query!(
        r#"with gone as (
               select id, name, city, plan_name, cancelled_at from customers
               where created_at < $1 and cancelled_at >= $1 and cancelled_at < $2
                 and ($3::text is null or city = $3) and ($4::text is null or plan_name = $4)),
           listed as (select * from gone order by cancelled_at desc, id limit $5 offset $6)
           select (select count(*) from gone) as "total!", g.name as "name!", g.city as "city!", g.plan_name as "plan!",
                  g.cancelled_at as "left_at!", c.id as "last_id?", c.protocol as "last_protocol?",
                  c.created_at as "last_opened_at?"
           from listed g
           left join lateral (
               select v.id, v.protocol, v.created_at from conversations v
               join contacts t on t.id = v.contact_id and t.erased_at is null
               where v.customer_id = g.id order by v.created_at desc limit 1) c on true
           order by g.cancelled_at desc, g.id"#,
        span.from,
        span.to,
        filter.region.as_deref(),
        filter.plan.as_deref(),
        rows,
        rows * (i64::from(asked.page) - 1),
    )
    .fetch_all(conn)
    .await?;
    let total = found.first().map_or(0, |row| row.total);
    let leavers = found.into_iter().map(|row| {
        let last = row.last_id.zip(row.last_protocol).zip(row.last_opened_at);
        Leaver {
            name: row.name,
            city: row.city,
            plan: row.plan,
            left_at: row.left_at,
            last: last.map(|((id, protocol), opened_at)| LastTalk {
                id: id.into(),
                protocol,
                opened_at,
            }),
        }
    });
    Ok((total, leavers.collect()))
}
