//! The models that were trained before the one in use and after it, as the page lists them.

use enlace_domain::{
    Role,
    churn::ChurnFeatureSet,
    view::ChurnVersionState::{InUse, Refused, Retired},
};
use enlace_store::Pool;
use enlace_testing::person;
use time::OffsetDateTime;

use crate::{churn::whole, churn_cases::expecting_the_new_to_leave};

/// A model that does not judge, trained so many days ago (before now, or after it).
async fn put(pool: &Pool, days_ago: i32, refused: Option<&str>) {
    sqlx::query(
        "insert into churn_models (id, feature_set, trained_at, as_of, card, promoted_at, retired_at, refused_because)
         values (gen_random_uuid(), 'rich', now() - make_interval(days => $1), now() - make_interval(days => $1 + 30),
                 '{\"rows\": 5400, \"auc\": 0.75}', case when $2::text is null then now() end,
                 case when $2 is null then now() end, $2)",
    )
    .bind(days_ago)
    .bind(refused)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_last_ten_are_listed_with_what_became_of_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    for weeks in 1..=10 {
        put(&pool, 7 * weeks, None).await;
    }
    expecting_the_new_to_leave(&pool).await;
    sqlx::query("update churn_models set as_of = '2026-10-29 15:00+00' where retired_at is null")
        .execute(&pool)
        .await
        .unwrap();
    let model = whole(&desk, &manager).await.model.unwrap();
    assert_eq!(model.as_of, OffsetDateTime::from_unix_timestamp(1_793_286_000).unwrap());
    assert_eq!(model.refused_since, None);

    put(&pool, -1, Some("0.701 < 0.742")).await;
    let model = whole(&desk, &manager).await.model.unwrap();
    assert_eq!(model.refused_since.as_deref(), Some("0.701 < 0.742"));
    let states: Vec<_> = model.versions.iter().map(|version| version.state.clone()).collect();
    let mut expected = vec![Refused("0.701 < 0.742".to_owned()), InUse];
    expected.resize(10, Retired);
    assert_eq!(states, expected);
    let [refused, used, ..] = &model.versions[..] else {
        panic!("{:?}", model.versions);
    };
    assert_eq!(
        (refused.feature_set, refused.rows, refused.auc),
        (ChurnFeatureSet::Rich, Some(5_400), Some(0.75))
    );
    assert_eq!(used.trained_at, model.trained_at);
    assert!(used.auc.is_some_and(|auc| (auc - model.auc).abs() < 1e-9), "{used:?}");
    assert!(
        model
            .versions
            .is_sorted_by(|newer, older| newer.trained_at >= older.trained_at)
    );
}
