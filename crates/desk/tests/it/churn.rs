//! Who may leave: what is learnt, and what is done about it.

use enlace_desk::{
    Actor, churn,
    seed::{self, Ending, NewCustomer, NewFact, PastConversation},
};
use enlace_domain::{
    Role,
    churn::{ChurnCaseKind, ChurnFeature, ChurnOutcome},
    view::{ChurnAsk, ChurnTab, ChurnView, ChurnWhole},
};
use enlace_simulator::{Subscriber, subscribers};
use enlace_store::{Pool, churn::facts};
use enlace_testing::{channel, person};
use time::{Duration, OffsetDateTime, macros::date};

/// Makes them customers.
pub async fn settle(desk: &enlace_desk::Desk, town: &[Subscriber]) {
    let customers: Vec<NewCustomer> = town
        .iter()
        .map(|one| NewCustomer {
            name: one.name.clone(),
            phone: one.phone.clone(),
            email: None,
            contract_number: one.contract_number.clone(),
            plan_name: one.plan_name.clone(),
            plan_speed: one.plan_speed,
            monthly_fee: one.monthly_fee,
            installation_address: one.installation_address.clone(),
            city: one.city.clone(),
            status: one.status,
            since: one.customer_since.midnight().assume_utc(),
        })
        .collect();
    seed::customers(desk, &customers).await.unwrap();
}

/// A town's past, who left in it and what is known of them.
pub async fn live(desk: &enlace_desk::Desk, town: &[Subscriber], days: u32) {
    settle(desk, town).await;
    let channel = channel(desk).await;
    let now = OffsetDateTime::now_utc();
    let written = enlace_simulator::past(5, town, days, now);
    let lives = enlace_simulator::lives(5, town, &written, days, now);
    let past: Vec<PastConversation> = written
        .iter()
        .map(|past| PastConversation {
            contract_number: past.subscriber.contract_number.clone(),
            profile_name: past.subscriber.profile_name.clone(),
            phone: past.subscriber.phone.clone(),
            wa_id: past.subscriber.wa_id.clone(),
            queue: past.queue,
            issue: past.issue,
            text: past.text.to_owned(),
            reply: past.reply.to_owned(),
            person: "ana@desk.test".to_owned(),
            opened: past.opened,
            answered: past.answered,
            escalated: past.escalated,
            closed: past.closed,
            reopened: past.reopened,
            survey: None,
            outcome: None,
        })
        .collect();
    seed::past(desk, channel, &past).await.unwrap();
    let mut told = Vec::new();
    for known in &lives.known {
        let mut fact = |feature, value| {
            told.push(NewFact {
                contract_number: known.subscriber.contract_number.clone(),
                feature,
                as_of: known.day,
                value,
            });
        };
        fact(ChurnFeature::AvgSpeedLast30d, known.speed);
        fact(ChurnFeature::PaymentDelaysLast6m, known.payment_delays);
        fact(ChurnFeature::CompetitorCoverageArea, known.competitor);
    }
    let endings: Vec<Ending> = lives
        .leavings
        .iter()
        .map(|one| Ending {
            contract_number: one.subscriber.contract_number.clone(),
            at: one.at,
        })
        .collect();
    seed::lives(desk, &told, &endings).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_leaves_for_a_reason_is_found_and_worked_on(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let keeper = person(&desk, "Ana", Role::Agent, &[enlace_domain::QueueKey::Cancellation]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    churn::review(&desk, false).await.unwrap();
    assert!(whole(&desk, &manager).await.model.is_none());

    live(&desk, &subscribers(5, 900), 110).await;
    churn::review(&desk, false).await.unwrap();
    let view = cases(&desk, &manager).await;
    let figures = whole(&desk, &manager).await;
    let model = figures.model.clone().unwrap();
    assert!(model.auc > 0.7, "{}", model.auc);
    assert!(
        model.missing.contains(&ChurnFeature::SatisfactionScore),
        "{:?}",
        model.missing
    );
    assert_eq!(model.thresholds.len(), 2);
    assert!(!view.cases.is_empty() || figures.held_out > 0, "{view:?}");
    assert_eq!(cases(&desk, &keeper).await.cases, view.cases);
    for case in &view.cases {
        assert_eq!(Some(case.kind), ChurnCaseKind::of(case.probability));
        assert_eq!(case.owner.as_ref().map(|owner| owner.id), Some(keeper.person.id));
        assert!((1..=3).contains(&case.reasons.len()), "{case:?}");
        assert!(case.due_on >= view.today + Duration::days(2));
    }

    // the round again opens nothing twice, and keeps the model
    let before = (view.open, figures.held_out);
    churn::review(&desk, false).await.unwrap();
    let view = cases(&desk, &manager).await;
    let figures = whole(&desk, &manager).await;
    assert_eq!((view.open, figures.held_out), before);
    assert_eq!(figures.model.unwrap().trained_at, model.trained_at);

    // whoever leaves closes their case, held out or not
    sqlx::query(
        "update customers set status = 'cancelled', cancelled_at = now()
         where id in (select customer_id from churn_cases where closed_at is null)",
    )
    .execute(&pool)
    .await
    .unwrap();
    churn::review(&desk, false).await.unwrap();
    let view = cases(&desk, &manager).await;
    assert_eq!((view.open, whole(&desk, &manager).await.held_out), (0, 0));
    let closed = closed(&desk, &manager).await.cases;
    assert!(closed.iter().all(|case| case.outcome == Some(ChurnOutcome::Left)));
}

/// What somebody sees first.
pub async fn cases(desk: &enlace_desk::Desk, actor: &Actor) -> ChurnView {
    churn::view(desk, actor, ChurnAsk::default()).await.unwrap()
}

/// The cases that were closed.
pub async fn closed(desk: &enlace_desk::Desk, actor: &Actor) -> ChurnView {
    let asked = ChurnAsk {
        tab: ChurnTab::Closed,
        ..ChurnAsk::default()
    };
    churn::view(desk, actor, asked).await.unwrap()
}

/// What managers alone see.
pub async fn whole(desk: &enlace_desk::Desk, manager: &Actor) -> ChurnWhole {
    cases(desk, manager).await.whole.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_is_taken_in_whole_or_not_at_all(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let town = subscribers(5, 2);
    settle(&desk, &town).await;
    let [a, b] = [&town[0].contract_number, &town[1].contract_number];
    let wrong = format!("contract_number,satisfaction_score\n{a},4.5\n{b},bom\n");
    let refused = churn::import(&pool, wrong.as_bytes(), date!(2026 - 11 - 01))
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("linha 2"), "{refused}");
    let count = async || -> i64 {
        sqlx::query_scalar("select count(*) from customer_facts")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    assert_eq!(count().await, 0);
    let right = format!(
        "contract_number,satisfaction_score,payment_delays_last_6m,cancelled_on\n{a},4.5,,2026-10-20\n{b},,2,\n0000000000,1,1,\n"
    );
    let imported = churn::import(&pool, right.as_bytes(), date!(2026 - 11 - 01))
        .await
        .unwrap();
    assert_eq!((imported.rows, imported.facts, imported.endings), (3, 2, 1));
    // the same file again replaces its figures
    let again = churn::import(&pool, right.as_bytes(), date!(2026 - 11 - 01))
        .await
        .unwrap();
    assert_eq!((again.facts, again.endings, count().await), (2, 0, 2));
    let mut conn = pool.acquire().await.unwrap();
    assert_eq!(facts::end(&mut conn, &[]).await.unwrap(), 0);
}
