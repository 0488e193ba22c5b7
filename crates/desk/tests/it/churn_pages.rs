//! The lists of cases: what they are narrowed to, how they are cut into pages, and how a customer is reached from them.

use enlace_desk::{Actor, Desk, churn};
use enlace_domain::{
    ChurnCaseId, ChurnModelId, PersonId, PhoneNumber, QueueKey, Role,
    view::{ChurnAsk, ChurnBand, ChurnOwner, ChurnTab, ChurnView},
};
use enlace_simulator::subscribers;
use enlace_store::Pool;
use enlace_testing::{conversation_of, person};

use crate::churn::settle;

/// A case of the customer at this place of the contracts' order.
struct Case {
    place: i64,
    kind: &'static str,
    held_out: bool,
    owner: Option<PersonId>,
    /// Days from today until it is due.
    due: i32,
    closed: bool,
}

async fn put(pool: &Pool, cases: &[Case]) {
    let model = ChurnModelId::new();
    sqlx::query("insert into churn_models (id, feature_set, as_of, card) values ($1, 'rich', now(), '{}')")
        .bind(model.get())
        .execute(pool)
        .await
        .unwrap();
    for case in cases {
        sqlx::query(
            "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id,
                 offer, due_on, closed_at, outcome)
             select $1, id, $2, $3, $4, 0.8, '[]', 99.9, $5, 'discount',
                    (now() at time zone 'America/Sao_Paulo')::date + $6::int, case when $7 then now() end,
                    case when $7 then 'accepted' end
             from customers order by contract_number limit 1 offset $8",
        )
        .bind(ChurnCaseId::new().get())
        .bind(model.get())
        .bind(case.kind)
        .bind(case.held_out)
        .bind(case.owner.map(PersonId::get))
        .bind(case.due)
        .bind(case.closed)
        .bind(case.place)
        .execute(pool)
        .await
        .unwrap();
    }
}

async fn ask(desk: &Desk, actor: &Actor, asked: ChurnAsk) -> ChurnView {
    churn::view(desk, actor, asked).await.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn no_case_is_cut_and_the_counts_are_of_all_pages(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    settle(&desk, &subscribers(5, 103)).await;
    let cases: Vec<Case> = (0..103)
        .map(|place| Case {
            place,
            kind: "campaign",
            held_out: false,
            owner: None,
            due: 1,
            closed: place >= 101,
        })
        .collect();
    put(&pool, &cases).await;
    let mut seen = Vec::new();
    for (page, rows) in [(1, 50), (2, 50), (3, 1)] {
        let asked = ChurnAsk {
            page,
            ..ChurnAsk::default()
        };
        let found = ask(&desk, &manager, asked).await;
        assert_eq!((found.open, found.closed, found.total()), (101, 2, 101));
        assert_eq!((found.cases.len(), found.asked.page), (rows, page));
        seen.extend(found.cases.into_iter().map(|case| case.id));
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 101);
    // a page that there is not is the last one
    let asked = ChurnAsk {
        tab: ChurnTab::Closed,
        page: 9,
        ..ChurnAsk::default()
    };
    let last = ask(&desk, &manager, asked).await;
    assert_eq!((last.asked.page, last.cases.len(), last.total()), (1, 2, 2));
    assert!(last.cases.iter().all(|case| case.closed_on == Some(last.today)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_lists_are_narrowed_to_a_band_an_owner_and_what_is_late(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    settle(&desk, &subscribers(5, 7)).await;
    let (own, anas) = (Some(manager.person.id), Some(ana.person.id));
    let cases: Vec<Case> = (0..)
        .zip([
            ("campaign", false, own, -1, false),
            ("campaign", false, anas, 0, false),
            ("follow_up", false, anas, -2, false),
            ("follow_up", false, None, 3, false),
            ("campaign", true, None, 1, false),
            ("follow_up", true, None, 1, true),
            ("follow_up", false, anas, -9, true),
        ])
        .map(|(place, (kind, held_out, owner, due, closed))| Case {
            place,
            kind,
            held_out,
            owner,
            due,
            closed,
        })
        .collect();
    put(&pool, &cases).await;
    let count = async |actor: &Actor, asked: ChurnAsk| {
        let found = ask(&desk, actor, asked).await;
        assert_eq!(i64::try_from(found.cases.len()).unwrap(), found.total());
        [found.open, found.closed]
    };
    let all = ChurnAsk::default();
    let band = |band| ChurnAsk {
        band: Some(band),
        ..all
    };
    let of = |owner| ChurnAsk { owner, ..all };
    let late = ChurnAsk { late: true, ..all };
    assert_eq!(count(&manager, all).await, [4, 1]);
    assert_eq!(count(&manager, band(ChurnBand::Campaign)).await, [2, 0]);
    assert_eq!(count(&manager, band(ChurnBand::FollowUp)).await, [2, 1]);
    assert_eq!(count(&manager, band(ChurnBand::HeldOut)).await, [1, 1]);
    assert_eq!(count(&manager, of(ChurnOwner::Mine)).await, [1, 0]);
    assert_eq!(count(&manager, of(ChurnOwner::Person(ana.person.id))).await, [2, 1]);
    assert_eq!(count(&manager, of(ChurnOwner::Nobody)).await, [1, 0]);
    // one that is due today is not late; closed ones are not any more
    assert_eq!(count(&manager, late).await, [2, 1]);

    // whoever was given cases narrows their own, and never sees those held out
    assert_eq!(count(&ana, all).await, [2, 1]);
    assert_eq!(count(&ana, late).await, [1, 1]);
    assert_eq!(count(&ana, of(ChurnOwner::Person(manager.person.id))).await, [2, 1]);
    assert_eq!(count(&ana, band(ChurnBand::HeldOut)).await, [0, 0]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_leads_to_the_phone_and_the_newest_conversation(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    settle(&desk, &subscribers(5, 2)).await;
    let case = |place| Case {
        place,
        kind: "campaign",
        held_out: false,
        owner: None,
        due: 1,
        closed: false,
    };
    put(&pool, &[case(0), case(1)]).await;
    let (name, phone, speed): (String, String, i32) =
        sqlx::query_as("select name, phone, plan_speed from customers order by contract_number limit 1")
            .fetch_one(&pool)
            .await
            .unwrap();
    let phone = PhoneNumber::parse(&phone).unwrap();
    let older = conversation_of(&desk, &phone, &name, QueueKey::TechnicalNormal).await;
    sqlx::query(
        "update conversations set created_at = now() - interval '3 days', status = 'closed', closed_at = now()",
    )
    .execute(&pool)
    .await
    .unwrap();
    let newest = conversation_of(&desk, &phone, &name, QueueKey::TechnicalNormal).await;
    assert_ne!(older, newest);

    let found = ask(&desk, &manager, ChurnAsk::default()).await;
    let of = |wanted: &PhoneNumber| found.cases.iter().find(|case| case.phone == *wanted).unwrap();
    let written = of(&phone);
    assert_eq!((written.conversation, written.plan_speed), (Some(newest), speed));
    let silent = found.cases.iter().find(|case| case.phone != phone).unwrap();
    assert_eq!(silent.conversation, None);
}
