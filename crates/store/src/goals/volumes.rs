//! What goals are told from.

use enlace_domain::view::MonthVolumes;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{
    StoreError,
    insight::{Span, Worked},
};

/// What was counted in a span beside what was `worked` in it.
///
/// Contracts that ended without a day are left out, for nobody knows when they ran. Minutes are those of the whole span where the watching had begun before it, else since it began.
///
/// # Errors
/// The database said no.
pub async fn volumes(conn: &mut PgConnection, span: Span, worked: Worked) -> Result<MonthVolumes, StoreError> {
    Ok(sqlx::query_as!(
        MonthVolumes,
        r#"with templates as (
               select extra -> 'template' ->> 'category' as category, count(*) as n from messages
               where extra ? 'template' and created_at >= $1 and created_at < $2 and status <> 'failed' group by 1),
           contracts as (
               select count(*) filter (where created_at < $1) as running,
                      count(*) filter (where created_at < $1 and cancelled_at < $2) as ended,
                      avg(monthly_fee) filter (where status <> 'cancelled') as fee
               from customers where status <> 'cancelled' or cancelled_at >= $1),
           beats as (
               select count(*) as n,
                      (select greatest(minute, $1) from heartbeats where minute < $2 order by minute limit 1) as since
               from heartbeats where minute >= $1 and minute < $2)
           select $3::bigint as "conversations!", $4::bigint as "agent_hours!",
                  coalesce((select n from templates where category = 'utility'), 0) as "utility_messages!",
                  coalesce((select n from templates where category = 'marketing'), 0) as "marketing_messages!",
                  coalesce((select n from templates where category = 'authentication'), 0) as "authentication_messages!",
                  contracts.running as "contracts!", contracts.ended as "ended!", contracts.fee::float8 as mean_fee,
                  coalesce(floor(extract(epoch from $2::timestamptz - beats.since) / 60)::bigint, 0) as "minutes!",
                  least(beats.n, coalesce(floor(extract(epoch from $2::timestamptz - beats.since) / 60)::bigint, 0))
                      as "up_minutes!"
           from contracts, beats"#,
        span.from,
        span.to,
        worked.closed,
        worked.agent_hours,
    )
    .fetch_one(conn)
    .await?)
}

/// Notes that the scheduler is at work in this minute, and forgets those of a quarter ago.
///
/// # Errors
/// The database said no.
pub async fn beat(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!(
        "with old as (delete from heartbeats where minute < now() - interval '92 days')
         insert into heartbeats (minute) values (date_trunc('minute', now())) on conflict do nothing"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that the scheduler was at work in every minute of these spans, from and to.
///
/// # Errors
/// The database said no.
pub async fn beats(conn: &mut PgConnection, spans: &[(OffsetDateTime, OffsetDateTime)]) -> Result<(), StoreError> {
    let (from, to): (Vec<OffsetDateTime>, Vec<OffsetDateTime>) = spans.iter().copied().unzip();
    sqlx::query!(
        "insert into heartbeats (minute)
         select minute from unnest($1::timestamptz[], $2::timestamptz[]) as s (since, until)
         cross join lateral generate_series(date_trunc('minute', s.since), s.until - interval '1 minute',
                                            interval '1 minute') as minute
         on conflict do nothing",
        &from,
        &to,
    )
    .execute(conn)
    .await?;
    Ok(())
}
