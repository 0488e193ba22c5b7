//! Cases about customers who may leave: who works on them, and what a round makes of them.

use enlace_desk::{Desk, DeskError, churn};
use enlace_domain::{
    ChurnCaseId, ChurnModelId, QueueKey, Role,
    churn::{ChurnFeatureSet, ChurnOffer, ChurnOutcome},
    view::ChurnCaseChange,
};
use enlace_forecast::{Encoder, ForestSettings, Model, Table, TrainNotes};
use enlace_simulator::subscribers;
use enlace_store::Pool;
use enlace_testing::person;
use time::macros::date;
use uuid::Uuid;

use crate::churn::{cases, closed, settle, whole};

/// A model, and a case about each of two customers, the second held out.
async fn two_cases(pool: &Pool, desk: &Desk) -> [ChurnCaseId; 2] {
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
    let (owner, note): (Option<Uuid>, String) =
        sqlx::query_as("select owner_id, outcome_note from churn_cases where id = $1")
            .bind(worked.get())
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!((owner, note.as_str()), (Some(agent.person.id.get()), "ficou"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_was_given_a_case_sees_and_closes_that_alone(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let rui = person(&desk, "Rui", Role::Agent, &[QueueKey::Cancellation]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let [worked, held_out] = two_cases(&pool, &desk).await;
    let change = ChurnCaseChange {
        owner: Some(ana.person.id),
        offer: ChurnOffer::Discount,
        due_on: date!(2027 - 01 - 15),
    };
    let before = cases(&desk, &ana).await;
    assert!(before.cases.is_empty() && before.whole.is_none(), "{before:?}");
    churn::change_case(&desk, &manager, worked, &change).await.unwrap();

    let own = cases(&desk, &ana).await;
    assert_eq!(own.cases.iter().map(|case| case.id).collect::<Vec<_>>(), [worked]);
    assert!((own.open, own.closed) == (1, 0) && own.whole.is_none(), "{own:?}");
    let others = cases(&desk, &rui).await;
    assert!(others.cases.is_empty() && others.whole.is_none(), "{others:?}");

    // to give it to somebody is for managers, and what is not theirs is not there
    for actor in [&ana, &rui] {
        let refused = churn::change_case(&desk, actor, worked, &change).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
        let refused = churn::queue_now(&desk, actor).await;
        assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
        let missing = churn::close_case(&desk, actor, held_out, ChurnOutcome::Accepted, "").await;
        assert!(matches!(missing, Err(DeskError::NotFound { .. })));
    }
    let missing = churn::close_case(&desk, &rui, worked, ChurnOutcome::Accepted, "").await;
    assert!(matches!(missing, Err(DeskError::NotFound { .. })));

    churn::close_case(&desk, &ana, worked, ChurnOutcome::Refused, "quer sair")
        .await
        .unwrap();
    assert!(cases(&desk, &ana).await.cases.is_empty());
    let own = closed(&desk, &ana).await;
    let found: Vec<_> = own
        .cases
        .iter()
        .map(|case| (case.id, case.outcome, &*case.note))
        .collect();
    assert_eq!(found, [(worked, Some(ChurnOutcome::Refused), "quer sair")]);
    assert!(closed(&desk, &rui).await.cases.is_empty());
}

/// A model in use, which is sure that whoever came lately will leave.
pub async fn expecting_the_new_to_leave(pool: &Pool) {
    let features = ChurnFeatureSet::Mission.features();
    let names: Vec<&str> = features.iter().map(|feature| feature.as_str()).collect();
    let left: Vec<bool> = (0..400).map(|row| row % 2 == 0).collect();
    let rows: Vec<Vec<f32>> = left
        .iter()
        .map(|left| vec![0.0, 0.0, 0.0, 0.0, if *left { 1.0 } else { 60.0 }, 0.0, 0.0])
        .collect();
    let table = Table::from_rows(names.iter().map(|name| (*name).to_owned()).collect(), &rows);
    let trained = Model::train(
        Encoder::numbers(&names),
        &table,
        &left,
        ForestSettings::default(),
        TrainNotes::default(),
    )
    .unwrap();
    sqlx::query(
        "insert into churn_models (id, feature_set, as_of, card, model, promoted_at)
         values ($1, 'mission', now(), $2, $3, now())",
    )
    .bind(ChurnModelId::new().get())
    .bind(serde_json::to_value(&trained.model.card).unwrap())
    .bind(trained.model.to_bytes().unwrap())
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn above_the_threshold_a_follow_up_becomes_a_campaign_unless_held_out(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let keeper = person(&desk, "Ana", Role::Agent, &[QueueKey::Cancellation]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    settle(&desk, &subscribers(5, 6)).await;
    sqlx::query("update customers set status = 'active', cancelled_at = null, created_at = now() - interval '3 days'")
        .execute(&pool)
        .await
        .unwrap();
    expecting_the_new_to_leave(&pool).await;
    for (place, (kind, held_out, closed, due)) in (0_i64..).zip([
        ("follow_up", false, false, 30),
        ("follow_up", false, false, 1),
        ("follow_up", true, false, 30),
        ("follow_up", false, true, 30),
        ("follow_up", true, true, 30),
        ("campaign", false, true, 30),
    ]) {
        sqlx::query(
            "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, offer,
                 due_on, opened_at, closed_at, outcome)
             select $1, c.id, m.id, $2, $3, 0.5, '[]', 99.9, 'speed_upgrade',
                    (now() at time zone 'America/Sao_Paulo')::date + $4::int, now() - interval '20 days',
                    case when $5 then now() - interval '5 days' end, case when $5 then 'not_reached' end
             from churn_models m, (select id from customers order by contract_number limit 1 offset $6) c",
        )
        .bind(ChurnCaseId::new().get())
        .bind(kind)
        .bind(held_out)
        .bind(due)
        .bind(closed)
        .bind(place)
        .execute(&pool)
        .await
        .unwrap();
    }
    let standing = async || -> Vec<String> {
        sqlx::query_scalar(
            "select string_agg(concat_ws(' ', k.kind, k.offer, case when k.held_out then 'held out' end,
                        case when k.closed_at is null then 'open' else 'closed' end,
                        case when k.probability > 0.7 then 'above' end,
                        k.due_on - (now() at time zone 'America/Sao_Paulo')::date), ', ' order by k.opened_at)
             from churn_cases k join customers c on c.id = k.customer_id
             group by c.contract_number order by c.contract_number",
        )
        .fetch_all(&pool)
        .await
        .unwrap()
    };
    churn::review(&desk, false).await.unwrap();
    let found = standing().await;
    assert_eq!(
        found,
        [
            "campaign speed_upgrade open above 2",
            "campaign speed_upgrade open above 1",
            "follow_up speed_upgrade held out open 30",
            "follow_up speed_upgrade closed 30, campaign courtesy_call open above 2",
            "follow_up speed_upgrade held out closed 30",
            "campaign speed_upgrade closed 30",
        ]
    );
    let owner: Option<Uuid> =
        sqlx::query_scalar("select owner_id from churn_cases where opened_at > now() - interval '1 hour'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(owner, Some(keeper.person.id.get()));
    churn::review(&desk, false).await.unwrap();
    assert_eq!(standing().await, found);

    // the campaign after a follow-up has nobody to be compared with
    sqlx::query("update churn_cases set opened_at = opened_at - interval '40 days'")
        .execute(&pool)
        .await
        .unwrap();
    let figures = whole(&desk, &manager).await;
    assert_eq!((figures.treated.cases, figures.untreated.cases), (4, 2));
}
