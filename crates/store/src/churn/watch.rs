//! What whoever watches from outside is told of the churn model.

use sqlx::PgConnection;

use crate::StoreError;

/// How the model in use stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChurnWatch {
    /// Its area under the curve; `None` without a model.
    pub auc: Option<f64>,
    /// How far the feature that moved most is from the training table; `None` where nobody was judged since.
    pub drift: Option<f64>,
    /// Models that were trained after it and not taken into use.
    pub refused: i64,
}

/// As of now.
///
/// # Errors
/// The database said no.
pub async fn now(conn: &mut PgConnection) -> Result<ChurnWatch, StoreError> {
    Ok(sqlx::query_as!(
        ChurnWatch,
        r#"with used as (
               select trained_at, (card ->> 'auc')::float8 as auc,
                      case jsonb_typeof(drift) when 'array' then drift end as drift
               from churn_models where promoted_at is not null and retired_at is null)
           select (select auc from used) as auc,
                  (select max((feature ->> 1)::float8) from used, jsonb_array_elements(used.drift) as feature) as drift,
                  (select count(*) from churn_models
                   where refused_because is not null
                     and trained_at > coalesce((select trained_at from used), '-infinity')) as "refused!""#
    )
    .fetch_one(conn)
    .await?)
}
