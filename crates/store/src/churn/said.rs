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

/// Of what was said at least `days` ago and at most a year, in five bands: how many, the mean probability said, and
/// the share that left within those days.
///
/// # Errors
/// The database said no.
pub async fn outcomes(conn: &mut PgConnection, days: i32) -> Result<Vec<(u64, f64, f64)>, StoreError> {
    let rows = sqlx::query!(
        r#"select count(*) as "rows!", avg(s.probability)::float8 as "said!",
                  (avg(case when c.cancelled_at >= s.said_on::timestamp at time zone 'America/Sao_Paulo'
                             and c.cancelled_at < (s.said_on + $1::int)::timestamp at time zone 'America/Sao_Paulo'
                        then 1 else 0 end))::float8 as "happened!"
           from churn_said s join customers c on c.id = s.customer_id
           where s.said_on <= (now() at time zone 'America/Sao_Paulo')::date - $1::int
             and s.said_on > (now() at time zone 'America/Sao_Paulo')::date - 365
           group by least(floor(s.probability * 5), 4) order by least(floor(s.probability * 5), 4)"#,
        days,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (u64::try_from(row.rows).unwrap_or_default(), row.said, row.happened))
        .collect())
}
