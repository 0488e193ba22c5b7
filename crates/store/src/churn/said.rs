//! What was said once a week, held against what happened.

use enlace_domain::ChurnModelId;
use sqlx::PgConnection;

use crate::StoreError;

/// Keeps what the model in use says of everybody today, unless that was done in the last seven days.
///
/// # Errors
/// The database said no.
pub async fn keep(conn: &mut PgConnection, model: ChurnModelId) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into churn_said (customer_id, said_on, model_id, probability)
         select s.customer_id, (now() at time zone 'America/Sao_Paulo')::date, s.model_id, s.probability
         from churn_scores s join customers c on c.id = s.customer_id
         where s.model_id = $1 and c.status <> 'cancelled'
             and not exists (select from churn_said
                             where said_on > (now() at time zone 'America/Sao_Paulo')::date - 7)
         on conflict do nothing",
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of what was said in the quarter that ended `days` ago, in five bands: how many, the mean probability said, and the
/// share that left within those days.
///
/// Only a quarter: what older models said tells little of the one in use, and a year of fifty thousand customers is
/// millions of rows.
///
/// # Errors
/// The database said no.
pub async fn outcomes(conn: &mut PgConnection, days: i32) -> Result<Vec<(u64, f64, f64)>, StoreError> {
    // only what was said of those who left is looked up; the first offset keeps the planner from sorting all for the five
    // bands, the second from joining all with them
    let rows = sqlx::query!(
        r#"with edge as (select (now() at time zone 'America/Sao_Paulo')::date - $1::int as last),
             said as (
                 select band, count(*) as rows, avg(probability)::float8 as said
                 from (select least(floor(s.probability * 5), 4)::int as band, s.probability
                       from churn_said s, edge where s.said_on <= edge.last and s.said_on > edge.last - 91
                       offset 0) banded
                 group by band),
             happened as (
                 select least(floor(s.probability * 5), 4)::int as band, count(*) as rows
                 from edge, customers c cross join lateral (
                     select said_on, probability from churn_said s
                     where s.customer_id = c.id and s.said_on <= edge.last and s.said_on > edge.last - 91
                     offset 0) s
                 where c.cancelled_at >= s.said_on::timestamp at time zone 'America/Sao_Paulo'
                     and c.cancelled_at < (s.said_on + $1::int)::timestamp at time zone 'America/Sao_Paulo'
                     and c.cancelled_at is not null
                 group by 1)
           select said.rows as "rows!", said.said as "said!", coalesce(happened.rows, 0)::float8 / said.rows as "happened!"
           from said left join happened using (band)
           order by band"#,
        days,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (u64::try_from(row.rows).unwrap_or_default(), row.said, row.happened))
        .collect())
}
