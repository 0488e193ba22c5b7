//! Customers at risk on the dashboard: the same as on their own page.

use enlace_desk::{goals, insight};
use enlace_domain::{
    ChurnModelId, QueueKey, Role,
    view::{Dashboard, InsightAsk, InsightFilter, RetentionBand, RetentionRow, RightNow},
};
use enlace_simulator::subscribers;
use enlace_store::Pool;
use enlace_testing::person;

use crate::churn::{settle, whole};

/// What was last said of the customers, in the order of their contracts; of the last nothing.
const SAID: [f32; 7] = [0.9, 0.8, 0.71, 0.7, 0.5, 0.4, 0.39];

/// The kind, whether held out, and the days since it was closed with what came of it.
type Case = (&'static str, bool, Option<(i32, &'static str)>);

/// Cases, each about another customer.
const CASES: [Case; 8] = [
    ("campaign", false, None),
    ("campaign", false, Some((2, "accepted"))),
    ("campaign", false, Some((2, "refused"))),
    ("campaign", false, Some((40, "accepted"))),
    ("follow_up", false, None),
    ("follow_up", false, Some((2, "left"))),
    ("campaign", true, None),
    ("follow_up", true, Some((3, "not_reached"))),
];

/// Customers of whom a model has said something; of the third the contract has ended.
async fn judged(pool: &Pool) -> ChurnModelId {
    let model = ChurnModelId::new();
    sqlx::query("insert into churn_models (id, feature_set, as_of, card) values ($1, 'rich', now(), '{}')")
        .bind(model.get())
        .execute(pool)
        .await
        .unwrap();
    sqlx::query(
        "update customers c set status = case when n.place = 3 then 'cancelled' else 'active' end,
             cancelled_at = case when n.place = 3 then now() - interval '1 day' end
         from (select id, row_number() over (order by contract_number) as place from customers) n where n.id = c.id",
    )
    .execute(pool)
    .await
    .unwrap();
    for (place, probability) in (0_i64..).zip(SAID) {
        sqlx::query(
            "insert into churn_scores (customer_id, model_id, probability, reasons)
             select id, $1, $2, '[]' from customers order by contract_number limit 1 offset $3",
        )
        .bind(model.get())
        .bind(probability)
        .bind(place)
        .execute(pool)
        .await
        .unwrap();
    }
    model
}

async fn work(pool: &Pool, model: ChurnModelId) {
    for (place, (kind, held_out, closed)) in (0_i64..).zip(CASES) {
        sqlx::query(
            "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer,
                 due_on, opened_at, closed_at, outcome)
             select gen_random_uuid(), id, $1, $2, $3, 0.8, '[]', 99.9, 'discount', current_date,
                 now() - interval '50 days', now() - make_interval(days => $4), $5
             from customers order by contract_number limit 1 offset $6",
        )
        .bind(model.get())
        .bind(kind)
        .bind(held_out)
        .bind(closed.map(|(days, _)| days))
        .bind(closed.map(|(_, outcome)| outcome))
        .bind(place)
        .execute(pool)
        .await
        .unwrap();
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn customers_at_risk_and_their_cases_are_those_of_their_own_page(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    settle(&desk, &subscribers(5, 8)).await;
    let seen = async |filter| -> Dashboard {
        let ask = InsightAsk {
            filter,
            ..InsightAsk::default()
        };
        insight::dashboard(&desk, &manager, ask).await.unwrap()
    };
    let model = judged(&pool).await;
    let none = seen(InsightFilter::default()).await.retention;
    assert_eq!(none, [], "neither a model in use nor a case");

    work(&pool, model).await;
    let whole = whole(&desk, &manager).await;
    assert_eq!((whole.at_risk, whole.watched, whole.held_out), (2, 3, 1));
    let row = |band, customers, open, [closed, stayed]: [i64; 2], stayed_cents| RetentionRow {
        band,
        customers,
        open,
        closed,
        stayed,
        stayed_cents,
    };
    let expected = [
        row(RetentionBand::Above, whole.at_risk, Some(1), [2, 1], Some(9_990)),
        row(RetentionBand::Between, whole.watched, Some(1), [1, 0], Some(0)),
        row(RetentionBand::HeldOut, whole.held_out, None, [1, 1], None),
    ];
    let all = seen(InsightFilter::default()).await;
    assert_eq!(all.retention, expected);
    let queue = InsightFilter {
        queue: Some(QueueKey::Financial),
        ..InsightFilter::default()
    };
    assert_eq!(seen(queue).await.retention, expected, "no filter restricts it");
    let goals = goals::goals(&desk, &manager).await.unwrap();
    let file = String::from_utf8(insight::csv(&all, &goals, &RightNow::default()).unwrap()).unwrap();
    for line in [
        "retention;above_70;customers;2",
        "retention;above_70;stayed_brl_month;99,90",
        "retention;from_40_to_70;closed;1",
        "retention;held_out;stayed;1",
    ] {
        assert!(file.contains(line), "{line} in {file}");
    }
    assert!(!file.contains("retention;held_out;open"), "nobody works on those");

    // a model in use is reason enough
    sqlx::query("delete from churn_cases").execute(&pool).await.unwrap();
    sqlx::query("update churn_models set promoted_at = now(), model = ''")
        .execute(&pool)
        .await
        .unwrap();
    let rows = seen(InsightFilter::default()).await.retention;
    assert_eq!((rows.len(), rows[0].customers, rows[0].closed), (3, 2, 0));
}
