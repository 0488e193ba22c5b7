//! Rounds that lie behind a desk: what the page makes of them, against SQL written here by hand.

use enlace_desk::{
    churn,
    seed::{self, Ending, PastCase, PastSaid},
};
use enlace_domain::{
    CustomerStatus, QueueKey, Role,
    churn::{ChurnCaseKind, ChurnOffer, ChurnOutcome},
};
use enlace_simulator::{Subscriber, subscribers};
use enlace_store::{
    Pool,
    churn::{models, said},
};
use enlace_testing::person;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::churn::{closed, settle};

/// Sixty who are there.
fn town() -> Vec<Subscriber> {
    let active = |one: &Subscriber| one.status == CustomerStatus::Active;
    subscribers(5, 120).into_iter().filter(active).take(60).collect()
}

/// A case about each, from 61 days ago backwards: every third held out; of every four one left within the month, one later.
fn past(town: &[Subscriber], now: OffsetDateTime) -> (Vec<PastCase>, Vec<Ending>) {
    let (mut cases, mut endings) = (Vec::new(), Vec::new());
    for (place, one) in (0_i64..).zip(town) {
        let opened = now - Duration::days(61 + place);
        let left = match place % 4 {
            0 => Some(opened + Duration::days(10)),
            1 => Some(opened + Duration::days(40)),
            _ => None,
        };
        let within = left.filter(|_| place % 4 == 0);
        let held_out = place % 3 == 0;
        let kind = if place % 2 == 0 {
            ChurnCaseKind::Campaign
        } else {
            ChurnCaseKind::FollowUp
        };
        cases.push(PastCase {
            contract_number: one.contract_number.clone(),
            kind,
            held_out,
            probability: if kind == ChurnCaseKind::Campaign { 0.8 } else { 0.5 },
            reasons: json!([{ "feature": "outages_last_30d", "value": 3.0, "added": 0.4 }]),
            owner: "ana@desk.test".to_owned(),
            offer: ChurnOffer::TechnicalVisit,
            outcome: match within {
                Some(_) => ChurnOutcome::Left,
                None if held_out => ChurnOutcome::NotReached,
                None => ChurnOutcome::Accepted,
            },
            note: if held_out { String::new() } else { "ficou".to_owned() },
            opened,
            closed: within.unwrap_or(opened + Duration::days(30)),
        });
        endings.extend(left.map(|at| Ending {
            contract_number: one.contract_number.clone(),
            at,
        }));
    }
    (cases, endings)
}

async fn number(pool: &Pool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_past_says_what_the_work_was_worth_and_what_was_said(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let keeper = person(&desk, "Ana", Role::Agent, &[QueueKey::Cancellation]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let (town, now) = (town(), OffsetDateTime::now_utc());
    assert_eq!(town.len(), 60);
    settle(&desk, &town).await;
    let (cases, endings) = past(&town, now);
    seed::lives(&desk, &[], &endings).await.unwrap();
    let said: Vec<PastSaid> = (1..=12)
        .flat_map(|week| town.iter().enumerate().map(move |(place, one)| (week, place, one)))
        .map(|(week, place, one)| PastSaid {
            contract_number: one.contract_number.clone(),
            day: (now - Duration::weeks(week)).date(),
            probability: [0.05, 0.5, 0.9][place % 3],
        })
        .collect();
    seed::churn(&desk, &said, &cases).await.unwrap();

    let view = closed(&desk, &manager).await;
    let whole = view.whole.unwrap();
    assert_eq!((whole.treated.cases, whole.untreated.cases), (40, 20));
    for (group, of) in [(whole.treated, false), (whole.untreated, true)] {
        let left: i64 = sqlx::query_scalar(
            "select count(*) from customers c where exists (
                 select from churn_cases k
                 where k.customer_id = c.id and k.held_out = $1 and c.cancelled_at - k.opened_at < interval '30 days')",
        )
        .bind(of)
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(group.left, left, "held out: {of}");
        assert!(left > 0 && group.rate().is_some());
    }
    assert_eq!((view.open, whole.held_out, view.closed), (0, 0, 40));
    assert!(
        view.cases
            .iter()
            .all(|case| case.owner.as_ref().map(|owner| owner.id) == Some(keeper.person.id))
    );
    let wrong = number(
        &pool,
        "select count(*) from churn_cases k join customers c on c.id = k.customer_id
         where (k.outcome = 'left') <> coalesce(c.cancelled_at < k.opened_at + interval '30 days', false)
            or k.due_on <> (k.opened_at at time zone 'America/Sao_Paulo')::date + case k.kind when 'campaign' then 2 else 7 end
            or (k.closed_by is null) <> (k.held_out or k.outcome = 'left') or k.monthly_fee <> c.monthly_fee",
    )
    .await;
    assert_eq!(wrong, 0);

    // what was said in the quarter before a month ago, in the bands of 0.05, 0.5 and 0.9
    let mut conn = pool.acquire().await.unwrap();
    let bands = said::outcomes(&mut conn, churn::HORIZON_DAYS).await.unwrap();
    let by_hand: Vec<(i64, f64)> = sqlx::query_as(
        "select count(*), count(*) filter (where (c.cancelled_at at time zone 'America/Sao_Paulo')::date - s.said_on
             between 0 and 29)::float8 / count(*)
         from churn_said s join customers c on c.id = s.customer_id
         where (now() at time zone 'America/Sao_Paulo')::date - s.said_on between 30 and 120
         group by s.probability order by s.probability",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(by_hand.len(), 3);
    assert_eq!(bands.len(), 3);
    for ((rows, _, happened), (count, share)) in bands.iter().zip(by_hand) {
        assert_eq!(i64::try_from(*rows).unwrap(), count);
        assert!((happened - share).abs() < 1e-9, "{happened} {share}");
    }
    assert!(bands.iter().any(|(_, _, happened)| *happened > 0.0));

    // it bars nothing of the first round: no model is in use, none was trained lately, and nobody has a case that is new
    assert!(whole.model.is_none());
    let trained = models::last(&mut conn).await.unwrap().unwrap();
    assert!(now - trained > Duration::days(7));
    let recent = number(
        &pool,
        "select count(*) from churn_cases where closed_at is null or opened_at > now() - interval '60 days'",
    )
    .await;
    assert_eq!(recent, 0);
}
