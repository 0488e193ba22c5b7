//! What the model in use last said.

use enlace_domain::{ChurnModelId, CustomerId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// What a model says of a customer.
#[derive(Clone, Debug)]
pub struct Score {
    /// Of whom.
    pub customer: CustomerId,
    /// The probability of leaving within 30 days.
    pub probability: f32,
    /// Why.
    pub reasons: Value,
}

/// Keeps what a model says; what was said before is replaced.
///
/// # Errors
/// The database said no.
pub async fn put(conn: &mut PgConnection, model: ChurnModelId, scores: &[Score]) -> Result<(), StoreError> {
    let customers: Vec<_> = scores.iter().map(|score| score.customer.get()).collect();
    let probabilities: Vec<f32> = scores.iter().map(|score| score.probability).collect();
    let reasons: Vec<&Value> = scores.iter().map(|score| &score.reasons).collect();
    sqlx::query!(
        "insert into churn_scores (customer_id, model_id, probability, reasons)
         select s.customer, $4, s.probability, s.reasons
         from unnest($1::uuid[], $2::float4[], $3::jsonb[]) as s (customer, probability, reasons)
         on conflict (customer_id) do update
         set model_id = excluded.model_id, scored_at = now(), probability = excluded.probability,
             reasons = excluded.reasons",
        &customers,
        &probabilities,
        &reasons as _,
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How customers stand, of those whose contract runs.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Contracts that run.
    pub customers: i64,
    /// Of those, above the upper threshold.
    pub above: i64,
    /// Of those, between the thresholds.
    pub between: i64,
    /// When they were last judged.
    pub scored_at: Option<OffsetDateTime>,
}

/// Counts customers by what was last said of them: above `upper`, and from `lower` up to it.
///
/// # Errors
/// The database said no.
pub async fn standing(conn: &mut PgConnection, lower: f64, upper: f64) -> Result<Standing, StoreError> {
    Ok(sqlx::query_as!(
        Standing,
        r#"select count(*) as "customers!", count(*) filter (where s.probability::float8 > $2) as "above!",
                  count(*) filter (where s.probability::float8 >= $1 and s.probability::float8 <= $2) as "between!",
                  max(s.scored_at) as scored_at
           from customers c left join churn_scores s on s.customer_id = c.id
           where c.status <> 'cancelled'"#,
        lower,
        upper,
    )
    .fetch_one(conn)
    .await?)
}
