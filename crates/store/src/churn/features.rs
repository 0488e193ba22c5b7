//! What was known of every customer at a moment, and no later.
//!
//! Only what was written once counts, and only where it was written before the moment: when a conversation or a fault
//! began, when it was first answered, when the contract began, a fact by its day, an answer to the desk's question by
//! when it was given (a corrected one by its correction). What changes later (a queue, a status, a plan, a closing, whose
//! a contact is) is not looked at, for it would tell the future.

use std::collections::HashMap;

use enlace_domain::{CustomerId, churn::ChurnFeature};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// A customer as of a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerAsOf {
    /// Who.
    pub customer: CustomerId,
    /// In the order of [`ChurnFeature::ALL`]; `None`: not known.
    pub values: [Option<f64>; ChurnFeature::ALL.len()],
    /// Whether the contract ended within the days after the moment; `None` where these are not over.
    pub left: Option<bool>,
}

/// All customers whose contract ran at the moment, and whether it ended within `days` after it.
///
/// # Errors
/// The database said no.
pub async fn as_of(
    conn: &mut PgConnection,
    moment: OffsetDateTime,
    days: i32,
) -> Result<Vec<CustomerAsOf>, StoreError> {
    Ok(sqlx::query!(
        r#"with tickets as (
               select customer_id, count(*) as in_90,
                      count(*) filter (where created_at >= $1::timestamptz - interval '30 days') as in_30,
                      count(*) filter (where least(coalesce(first_answered_at, $1), $1) - created_at
                          > interval '1 hour') as slow,
                      max(created_at) as last
               from conversations
               where customer_id is not null and created_at >= $1 - interval '90 days' and created_at < $1
               group by customer_id),
           faults as (
               select customer_id, count(*) as in_180,
                      count(*) filter (where created_at >= $1 - interval '30 days') as in_30
               from technical_issues
               where issue_type in ('no_internet', 'unstable')
                 and created_at >= $1 - interval '180 days' and created_at < $1
               group by customer_id),
           latest as (
               select distinct on (customer_id, name) customer_id, name, value
               from customer_facts
               where as_of <= ($1 at time zone 'America/Sao_Paulo')::date
                 and as_of > ($1 at time zone 'America/Sao_Paulo')::date - 180
               order by customer_id, name, as_of desc),
           told as (
               select customer_id, max(value) filter (where name = 'avg_speed_last_30d') as speed,
                      max(value) filter (where name = 'payment_delays_last_6m') as delays,
                      max(value) filter (where name = 'satisfaction_score') as satisfaction,
                      max(value) filter (where name = 'competitor_coverage_area') as competitor
               from latest group by customer_id),
           -- whose it is says the conversation, as at its opening: a contact may be tied to a customer later
           asked as (
               select v.customer_id, avg(s.score)::float8 as satisfaction
               from surveys s join conversations v on v.id = s.conversation_id
               where s.kind = 'satisfaction' and v.customer_id is not null
                 and s.answered_at >= $1 - interval '180 days' and s.answered_at < $1
               group by v.customer_id)
           select c.id, d.speed as "speed?", coalesce(f.in_30, 0)::float8 as "outages_30!",
                  coalesce(t.in_30, 0)::float8 as "tickets_30!", d.delays as "delays?",
                  (extract(epoch from $1 - c.created_at) / 2629800)::float8 as "months!",
                  coalesce(a.satisfaction, d.satisfaction) as "satisfaction?", d.competitor as "competitor?",
                  coalesce(t.in_90, 0)::float8 as "tickets_90!", coalesce(f.in_180, 0)::float8 as "outages_180!",
                  coalesce(t.slow, 0)::float8 as "slow!", (extract(epoch from $1 - t.last) / 86400)::float8 as "days?",
                  case when $1 + make_interval(days => $2) <= now()
                       then coalesce(c.cancelled_at < $1 + make_interval(days => $2), false) end as "left?"
           from customers c
           left join tickets t on t.customer_id = c.id
           left join faults f on f.customer_id = c.id
           left join told d on d.customer_id = c.id
           left join asked a on a.customer_id = c.id
           where c.created_at < $1 and (c.status <> 'cancelled' or c.cancelled_at >= $1)
           order by c.id"#,
        moment,
        days,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| CustomerAsOf {
        customer: row.id.into(),
        values: [
            row.speed,
            Some(row.outages_30),
            Some(row.tickets_30),
            row.delays,
            Some(row.months),
            row.satisfaction,
            row.competitor,
            Some(row.tickets_90),
            Some(row.outages_180),
            Some(row.slow),
            row.days,
        ],
        left: row.left,
    })
    .collect())
}

/// What the plans of all customers whose contract runs promise now, Mbit/s: no feature, for a plan may change later.
///
/// # Errors
/// The database said no.
pub async fn plan_speeds(conn: &mut PgConnection) -> Result<HashMap<CustomerId, i32>, StoreError> {
    let rows = sqlx::query!("select id, plan_speed from customers where status <> 'cancelled'")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.plan_speed)).collect())
}

/// The first moment for which something is known that later ones may be compared with: when the desk began.
///
/// # Errors
/// The database said no.
pub async fn known_since(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(sqlx::query_scalar!("select min(created_at) from conversations")
        .fetch_one(conn)
        .await?)
}
