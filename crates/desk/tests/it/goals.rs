//! Goals beside what is: told from facts, set by administrators.

use enlace_desk::{DeskError, goals, insight};
use enlace_domain::{
    Role,
    goal::Goal,
    view::{GoalsView, InsightAsk, SettingsOutcome, Targets},
};
use enlace_store::Pool;
use enlace_testing::{channel, conversation_waiting, person};
use sqlx::query;
use uuid::Uuid;

/// What is, of a goal.
pub(super) fn now(view: &GoalsView, goal: Goal) -> Option<f64> {
    let place = view.settings.goals.iter().position(|row| row.goal == goal).unwrap();
    view.now[place]
}

#[sqlx::test(migrations = "../../migrations")]
async fn costs_and_contracts_are_told_from_what_was_counted(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    channel(&desk).await;
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let conversation = conversation_waiting(&desk, enlace_domain::QueueKey::Financial).await;
    enlace_desk::reply::send(&desk, &ana, conversation, Uuid::new_v4(), "Segue.".to_owned())
        .await
        .unwrap();
    enlace_desk::assign::close(&desk, &ana, conversation).await.unwrap();
    // four contracts ran a month ago, of which one has ended since; one is new, one had ended before
    for (number, since, ended) in [
        (1, 90, None),
        (2, 90, None),
        (3, 90, None),
        (4, 90, Some(10)),
        (5, 3, None),
        (6, 90, Some(40)),
    ] {
        query(
            "insert into customers (id, name, phone, contract_number, plan_name, plan_speed, monthly_fee,
                 installation_address, city, status, created_at, cancelled_at)
             values (gen_random_uuid(), 'Fulano', '+55629812345' || lpad($1::text, 2, '0'), $1::text, 'Fibra', 500, 100, 'Rua',
                 'Goiânia', case when $3::int is null then 'active' else 'cancelled' end, now() - make_interval(days => $2),
                 now() - make_interval(days => $3))",
        )
        .bind(number)
        .bind(since)
        .bind(ended)
        .execute(&pool)
        .await
        .unwrap();
    }
    let seen = goals::goals(&desk, &chief).await.unwrap();
    assert_eq!((seen.volumes.conversations, seen.volumes.agent_hours), (1, 1));
    assert_eq!((seen.volumes.contracts, seen.volumes.ended), (4, 1));
    assert_eq!(now(&seen, Goal::Churn), Some(25.0));
    assert_eq!(now(&seen, Goal::Cost), None, "nobody has said what an hour costs");
    assert_eq!(seen.worth(), None);
    assert_eq!(now(&seen, Goal::Uptime), None, "nobody has watched yet");

    let mut set = seen.settings.clone();
    set.costs.agent_hour = Some(6.0);
    set.costs.fixed_month = Some(1.0);
    let SettingsOutcome::Saved(saved) = goals::save(&desk, &chief, set.clone()).await.unwrap() else {
        panic!("overtaken by nobody");
    };
    assert_eq!(saved.costs, set.costs);
    let seen = goals::goals(&desk, &chief).await.unwrap();
    assert_eq!(now(&seen, Goal::Cost), Some(7.0));
    // (15 - 7) × 1 conversation, and (8 - 25) points of 4 contracts at 100
    assert_eq!(seen.worth(), Some(8.0 - 68.0));

    // whoever has seen the old ones is told, and nonsense is refused
    let late = goals::save(&desk, &chief, set.clone()).await.unwrap();
    assert!(matches!(late, SettingsOutcome::Overtaken(now) if now == saved));
    let mut wrong = saved.clone();
    wrong.goals[0].target = 0.0;
    let refused = goals::save(&desk, &chief, wrong).await;
    assert!(matches!(
        refused,
        Err(DeskError::Invalid {
            field: "urgent_answer",
            ..
        })
    ));
    assert!(matches!(
        goals::goals(&desk, &ana).await,
        Err(DeskError::Forbidden { .. })
    ));
}

#[sqlx::test(migrations = "../../migrations")]
async fn uptime_is_the_share_of_minutes_with_a_heartbeat(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    // a day ago the watching began; of every ten minutes one is missing
    query(
        "insert into heartbeats (minute)
         select minute from generate_series(date_trunc('minute', now()) - interval '1 day',
             date_trunc('minute', now()) - interval '1 minute', interval '1 minute') with ordinality as m (minute, place)
         where place % 10 <> 0",
    )
    .execute(&pool)
    .await
    .unwrap();
    let seen = goals::goals(&desk, &manager).await.unwrap();
    assert_eq!((seen.volumes.minutes, seen.volumes.up_minutes), (1_440, 1_296));
    assert_eq!(now(&seen, Goal::Uptime), Some(90.0));
    goals::beat(&desk).await.unwrap();
    goals::beat(&desk).await.unwrap();
    let beats: i64 = sqlx::query_scalar("select count(*) from heartbeats")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(beats, 1_297);
}

#[sqlx::test(migrations = "../../migrations")]
async fn edited_targets_come_with_the_dashboard(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let begun = Targets {
        urgent: 30.0,
        first_contact: 0.85,
        satisfaction: 4.5,
    };
    let seen = insight::dashboard(&desk, &chief, InsightAsk::default()).await.unwrap();
    assert_eq!(seen.targets, begun);

    let mut set = goals::goals(&desk, &chief).await.unwrap().settings;
    for row in &mut set.goals {
        row.target = match row.goal {
            Goal::UrgentAnswer => 20.0,
            Goal::FirstContact => 90.0,
            Goal::Satisfaction => 4.7,
            Goal::Churn | Goal::Cost | Goal::Uptime => row.target,
        };
    }
    let saved = goals::save(&desk, &chief, set).await.unwrap();
    assert!(matches!(saved, SettingsOutcome::Saved(_)));
    let edited = Targets {
        urgent: 20.0,
        first_contact: 0.9,
        satisfaction: 4.7,
    };
    let seen = insight::dashboard(&desk, &chief, InsightAsk::default()).await.unwrap();
    assert_eq!(seen.targets, edited);
}
