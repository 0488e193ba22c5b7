//! What Prometheus is told of the churn model, beside rows written by hand.

use enlace_store::{
    Pool,
    churn::watch::{self, ChurnWatch},
};
use serde_json::{Value, json};

async fn model(pool: &Pool, hours_ago: i32, auc: f64, drift: Option<Value>, refused: Option<&str>) {
    sqlx::query(
        "insert into churn_models (id, feature_set, trained_at, as_of, card, model, promoted_at, refused_because, drift)
         values (gen_random_uuid(), 'mission', now() - make_interval(hours => $1), now(), jsonb_build_object('auc', $2::float8),
                 case when $3::text is null then 'x'::bytea end, case when $3 is null then now() end, $3, $4)",
    )
    .bind(hours_ago)
    .bind(auc)
    .bind(refused)
    .bind(drift)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_model_in_use_tells_its_drift_and_who_was_refused_since(pool: Pool) {
    let mut conn = pool.acquire().await.unwrap();
    let none = ChurnWatch {
        auc: None,
        drift: None,
        refused: 0,
    };
    assert_eq!(watch::now(&mut conn).await.unwrap(), none);
    model(&pool, 48, 0.7, None, Some("before the one in use")).await;
    let moved = json!([["contract_age_months", 0.31], ["monthly_fee", 0.02]]);
    model(&pool, 24, 0.81, Some(moved), None).await;
    model(&pool, 2, 0.6, None, Some("worse")).await;
    model(&pool, 1, 0.6, None, Some("worse")).await;
    let seen = watch::now(&mut conn).await.unwrap();
    let expected = ChurnWatch {
        auc: Some(0.81),
        drift: Some(0.31),
        refused: 2,
    };
    assert_eq!(seen, expected);
}
