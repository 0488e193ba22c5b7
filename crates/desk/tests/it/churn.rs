//! Who may leave: what is known of a moment, what is learnt, and what is done about it.

use enlace_desk::{
    DeskError, churn,
    seed::{self, Ending, NewCustomer, NewFact, PastConversation},
};
use enlace_domain::{
    ChurnCaseId, IssueType, Role,
    churn::{ChurnCaseKind, ChurnFeature, ChurnOffer, ChurnOutcome},
    view::ChurnCaseChange,
};
use enlace_simulator::{Subscriber, subscribers};
use enlace_store::{
    Pool,
    churn::{facts, features},
};
use enlace_testing::{channel, person};
use time::{Duration, OffsetDateTime, macros::date};

async fn settle(desk: &enlace_desk::Desk, town: &[Subscriber]) {
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
async fn live(desk: &enlace_desk::Desk, town: &[Subscriber], days: u32) {
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
async fn what_comes_later_is_not_seen(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    person(&desk, "Ana", Role::Agent, &[]).await;
    let town = subscribers(5, 60);
    live(&desk, &town, 60).await;
    let moment = OffsetDateTime::now_utc() - Duration::days(20);
    let mut conn = pool.acquire().await.unwrap();
    let seen = features::as_of(&mut conn, moment, 5).await.unwrap();
    assert!(seen.len() > 40);
    let place = ChurnFeature::ALL
        .iter()
        .position(|one| *one == ChurnFeature::OutagesLast30d)
        .unwrap();
    assert!(seen.iter().any(|row| row.values[place] > Some(0.0)));

    // everything that can happen afterwards happens
    for change in [
        "insert into technical_issues (id, customer_id, issue_type, description, priority)
         select gen_random_uuid(), id, 'no_internet', 'depois', 1 from customers",
        "update technical_issues set status = 'resolved', resolved_at = now() where created_at < now()",
        "update conversations set queue_key = 'cancellation', conversation_type = 'cancellation', reopened_count = 3,
             updated_at = now(), closed_at = now()",
        "update conversations set first_answered_at = now() where first_answered_at is null",
        "insert into conversations (id, protocol, contact_id, customer_id, channel_id, status, closed_at)
         select gen_random_uuid(), '20991231' || lpad(row_number() over ()::text, 7, '0'), contact_id, customer_id,
                channel_id, 'closed', now()
         from conversations where customer_id is not null",
        "insert into customer_facts (customer_id, name, as_of, value)
         select id, 'satisfaction_score', current_date, 1 from customers",
        "update customers set plan_name = 'Outro', plan_speed = 1, monthly_fee = 1",
        "update customers set status = 'suspended' where status = 'active'",
        "update customers set status = 'cancelled', cancelled_at = now() where status <> 'cancelled'",
    ] {
        sqlx::query(change).execute(&mut *conn).await.unwrap();
    }
    let again = features::as_of(&mut conn, moment, 5).await.unwrap();
    assert_eq!(seen, again);
    let now = features::as_of(&mut conn, OffsetDateTime::now_utc(), 5).await.unwrap();
    assert!(now.is_empty(), "all have left by now");
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_leaves_for_a_reason_is_found_and_worked_on(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let keeper = person(&desk, "Ana", Role::Agent, &[enlace_domain::QueueKey::Cancellation]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    assert!(matches!(
        churn::view(&desk, &keeper).await,
        Err(DeskError::Forbidden { .. })
    ));
    churn::review(&desk, false).await.unwrap();
    assert!(churn::view(&desk, &manager).await.unwrap().model.is_none());

    live(&desk, &subscribers(5, 900), 110).await;
    churn::review(&desk, false).await.unwrap();
    let view = churn::view(&desk, &manager).await.unwrap();
    let model = view.model.clone().unwrap();
    assert!(model.auc > 0.7, "{}", model.auc);
    assert!(
        model.missing.contains(&ChurnFeature::SatisfactionScore),
        "{:?}",
        model.missing
    );
    assert_eq!(model.thresholds.len(), 2);
    assert!(!view.open.is_empty() || view.held_out > 0, "{view:?}");
    for case in &view.open {
        assert_eq!(Some(case.kind), ChurnCaseKind::of(case.probability));
        assert_eq!(case.owner.as_ref().map(|owner| owner.id), Some(keeper.person.id));
        assert!((1..=3).contains(&case.reasons.len()), "{case:?}");
        assert!(case.due_on >= view.today + Duration::days(2));
    }

    // the round again opens nothing twice, and keeps the model
    let before = (view.open.len(), view.held_out);
    churn::review(&desk, false).await.unwrap();
    let view = churn::view(&desk, &manager).await.unwrap();
    assert_eq!((view.open.len(), view.held_out), before);
    assert_eq!(view.model.unwrap().trained_at, model.trained_at);

    // whoever leaves closes their case, held out or not
    sqlx::query(
        "update customers set status = 'cancelled', cancelled_at = now()
         where id in (select customer_id from churn_cases where closed_at is null)",
    )
    .execute(&pool)
    .await
    .unwrap();
    churn::review(&desk, false).await.unwrap();
    let view = churn::view(&desk, &manager).await.unwrap();
    assert_eq!((view.open.len(), view.held_out), (0, 0));
    assert!(view.closed.iter().all(|case| case.outcome == Some(ChurnOutcome::Left)));
}

/// A model, and a case about each of two customers, the second held out.
async fn two_cases(pool: &Pool, desk: &enlace_desk::Desk) -> [ChurnCaseId; 2] {
    settle(desk, &subscribers(5, 2)).await;
    let ids = [ChurnCaseId::new(), ChurnCaseId::new()];
    sqlx::query("insert into churn_models (id, feature_set, as_of, card) values ($1, 'rich', now(), '{}')")
        .bind(ids[0].get())
        .execute(pool)
        .await
        .unwrap();
    for (place, id) in ids.iter().enumerate() {
        sqlx::query(
            "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer, due_on)
             select $1, id, $2, 'campaign', $3, 0.8, '[]', 99.9, 'discount', current_date
             from customers order by contract_number limit 1 offset $4",
        )
        .bind(id.get())
        .bind(ids[0].get())
        .bind(place == 1)
        .bind(i64::try_from(place).unwrap())
        .execute(pool)
        .await
        .unwrap();
    }
    ids
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_is_changed_and_closed_once_and_one_held_out_is_left_alone(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let (agent, manager) = (
        person(&desk, "Ana", Role::Agent, &[]).await,
        person(&desk, "Bia", Role::Manager, &[]).await,
    );
    let [worked, held_out] = two_cases(&pool, &desk).await;
    let change = ChurnCaseChange {
        owner: Some(agent.person.id),
        offer: ChurnOffer::NewDueDate,
        due_on: date!(2027 - 01 - 15),
    };
    let refused = churn::change_case(&desk, &agent, worked, &change).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
    churn::change_case(&desk, &manager, worked, &change).await.unwrap();
    let missing = churn::change_case(&desk, &manager, held_out, &change).await;
    assert!(matches!(missing, Err(DeskError::NotFound { .. })));
    let long = churn::close_case(&desk, &manager, worked, ChurnOutcome::Accepted, &"a".repeat(301)).await;
    assert!(matches!(long, Err(DeskError::Invalid { field: "note", .. })));
    churn::close_case(&desk, &manager, worked, ChurnOutcome::Accepted, " ficou ")
        .await
        .unwrap();
    let again = churn::close_case(&desk, &manager, worked, ChurnOutcome::Refused, "").await;
    assert!(matches!(again, Err(DeskError::NotFound { .. })));
    let actions: Vec<String> =
        sqlx::query_scalar("select action from audit_log where subject_kind = 'churn_case' order by id")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(actions, ["change_churn_case", "close_churn_case"]);
    let (owner, note): (Option<uuid::Uuid>, String) =
        sqlx::query_as("select owner_id, outcome_note from churn_cases where id = $1")
            .bind(worked.get())
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!((owner, note.as_str()), (Some(agent.person.id.get()), "ficou"));
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

#[sqlx::test(migrations = "../../migrations")]
async fn a_fault_counts_whatever_conversation_it_came_from(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let town = subscribers(5, 1);
    settle(&desk, &town).await;
    sqlx::query(
        "insert into technical_issues (id, customer_id, issue_type, description, priority, created_at)
         select gen_random_uuid(), id, $1, '', 1, now() - interval '10 days' from customers",
    )
    .bind(IssueType::Unstable.as_str())
    .execute(&pool)
    .await
    .unwrap();
    let mut conn = pool.acquire().await.unwrap();
    let now = OffsetDateTime::now_utc();
    let outages = async |conn: &mut sqlx::PgConnection, ago| {
        let seen = features::as_of(conn, now - Duration::days(ago), 30).await.unwrap();
        (seen[0].values[1], seen[0].values[8], seen[0].left)
    };
    assert_eq!(outages(&mut conn, 0).await, (Some(1.0), Some(1.0), None));
    assert_eq!(outages(&mut conn, -25).await, (Some(0.0), Some(1.0), None));
    assert_eq!(outages(&mut conn, 11).await, (Some(0.0), Some(0.0), None));
    assert_eq!(outages(&mut conn, 31).await.2, Some(false));
}
