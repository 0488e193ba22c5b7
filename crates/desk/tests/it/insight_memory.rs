//! The facts in memory: they give the very figures that the database's sums and facts give, whatever happens meanwhile.

use enlace_desk::{Actor, Desk, insight};
use enlace_domain::{
    PersonId, QueueKey, Role,
    view::{Dashboard, InsightAsk, InsightFilter, Period},
};
use enlace_store::Pool;
use enlace_testing::person;

use crate::insight_sums::Town;

/// What managers ask for.
fn asks(person: PersonId) -> Vec<InsightAsk> {
    let filters = [
        InsightFilter::default(),
        InsightFilter {
            queue: Some(QueueKey::TechnicalUrgent),
            ..InsightFilter::default()
        },
        InsightFilter {
            region: Some("Anápolis".to_owned()),
            ..InsightFilter::default()
        },
        InsightFilter {
            plan: Some("Fibra 1 Giga".to_owned()),
            queue: Some(QueueKey::Financial),
            ..InsightFilter::default()
        },
        InsightFilter {
            person: Some(person),
            ..InsightFilter::default()
        },
    ];
    // of more than 31 days whole weeks are told apart
    let periods = [1, 7, 30, 33, 40, 90, 150].map(Period::Days);
    let ask = |filter: &InsightFilter, period| InsightAsk {
        period,
        filter: filter.clone(),
        ..InsightAsk::default()
    };
    filters
        .iter()
        .flat_map(|filter| periods.iter().map(|period| ask(filter, *period)).collect::<Vec<_>>())
        .collect()
}

/// The figures as text; the moment is not compared, nor digits that no page shows, nor the steps of a city or a plan,
/// which the database's sums do not know.
fn seen(mut dashboard: Dashboard, ask: &InsightAsk) -> String {
    dashboard.at = time::OffsetDateTime::UNIX_EPOCH;
    if ask.filter.region.is_some() || ask.filter.plan.is_some() {
        dashboard.pulse.clear();
    }
    for repair in &mut dashboard.technical.repairs {
        for seconds in repair.median.iter_mut().chain(&mut repair.p90).flatten() {
            *seconds = (*seconds * 1e3).round() / 1e3;
        }
    }
    serde_json::to_string(&dashboard).unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn memory_and_database_give_the_same_figures(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Bia", Role::Manager, QueueKey::ALL).await;
    let mut town = Town::new(&desk, &pool, &manager);
    let asks = asks(manager.person.id);
    // since when it is known who was there
    sqlx::query(
        "insert into people_hours (hour, person_id, minutes, capacity, noted)
         values (date_trunc('hour', now()) - interval '200 hours', $1, 60, 5, now())",
    )
    .bind(manager.person.id.get())
    .execute(&pool)
    .await
    .unwrap();
    for round in 0..3 {
        for _ in 0..260 {
            town.live().await;
        }
        // as if they had been closed in some hour that is over
        sqlx::query(
            "update conversations set closed_at = created_at + (closed_at - created_at) / 2 where status = 'closed'",
        )
        .execute(&pool)
        .await
        .unwrap();
        // and as if every third had been opened, answered and closed weeks ago
        sqlx::query(
            "update conversations
             set created_at = created_at - back, first_answered_at = first_answered_at - back, closed_at = closed_at - back
             from (select id as which, make_interval(weeks => (1 + n / 3 % 19)::int) as back
                   from (select id, row_number() over (order by created_at) as n from conversations
                         where created_at > now() - interval '11 days') recent
                   where n % 3 = 0) far
             where id = which",
        )
        .execute(&pool)
        .await
        .unwrap();
        if round == 2 {
            // all facts are new ones, and what is in memory is worth nothing
            insight::rebuild(&pool).await.unwrap();
        }
        insight::catch_up(&desk).await.unwrap();
        if round == 0 {
            insight::load_facts(&desk).await.unwrap();
        }
        let of_city = asks.iter().find(|ask| ask.filter.region.is_some()).unwrap();
        let city = insight::dashboard(&desk, &manager, of_city.clone()).await.unwrap();
        assert!(
            round == 2 || !city.pulse.is_empty(),
            "a city has steps where the facts are in memory"
        );
        both_give_the_same(&desk, &pool, &manager, &asks).await;
        if round == 1 {
            // next to nothing changes: what was counted of all other weeks still holds
            let long: Vec<_> = asks.iter().filter(|ask| is_long(ask.period)).cloned().collect();
            for (change, name) in CHANGES.into_iter().zip(["Caio", "Davi", "Enzo", "Gil"]) {
                let newcomer = person(&desk, name, Role::Agent, QueueKey::ALL).await;
                let changed = sqlx::query(change)
                    .bind(newcomer.person.id.get())
                    .execute(&pool)
                    .await
                    .unwrap();
                assert!(changed.rows_affected() > 0, "{change}");
                insight::catch_up(&desk).await.unwrap();
                both_give_the_same(&desk, &pool, &manager, &long).await;
            }
        }
    }
}

fn is_long(period: Period) -> bool {
    matches!(period, Period::Days(31..))
}

/// What may happen to conversations of long ago: closed in another week, by somebody new, answered at another time, in a city
/// that nobody has heard of.
const CHANGES: [&str; 4] = [
    "update conversations set closed_at = closed_at + interval '8 days', closed_by = $1
     where id in (select id from conversations where closed_at < now() - interval '20 days' order by id limit 2)",
    "update conversations set closed_at = created_at + interval '1 minute', closed_by = coalesce(closed_by, $1)
     where id in (select id from conversations where closed_at < now() - interval '20 days' order by id desc limit 1)",
    "update conversations set first_answered_at = created_at + interval '3 minutes',
            assigned_person_id = coalesce(assigned_person_id, $1)
     where id in (select id from conversations where created_at < now() - interval '20 days' order by id limit 3)",
    "update customers set city = 'Pirenópolis'
     where $1::uuid is not null and id in (select customer_id from conversations
         where customer_id is not null and created_at < now() - interval '20 days' order by id limit 1)",
];

/// The dashboard of a desk that holds the facts in memory, and of one that has just begun, for everything that is asked.
async fn both_give_the_same(desk: &Desk, pool: &Pool, manager: &Actor, asks: &[InsightAsk]) {
    let (mut some, mut overdue, mut split) = (0, 0, 0);
    for ask in asks {
        // nobody has fetched anything for a desk that has just begun
        let fresh = enlace_testing::desk(pool.clone());
        let kept = insight::dashboard(&fresh, manager, ask.clone()).await.unwrap();
        overdue += kept.now.overdue;
        let open = kept.load.hours.iter().map(|hour| hour.open).max();
        assert!(
            ask.period == Period::Days(1) || open > Some(0),
            "something was open when it is known who was there"
        );
        some += usize::from(kept.now.opened > 0 && kept.now.closed > 0 && kept.now.first_answer.is_some());
        let of_both = kept.people.iter().flat_map(|person| &person.queues);
        split += of_both
            .filter(|row| row.first_answer.is_some() && row.handling.is_some())
            .count();
        let held = insight::dashboard(desk, manager, ask.clone()).await.unwrap();
        assert_eq!(seen(held, ask), seen(kept, ask), "{ask:?}");
    }
    assert!(overdue > 0, "there is something that is overdue");
    assert!(some > asks.len() / 3, "only {some} asks found something");
    assert!(split > asks.len() / 2, "only {split} queues were worked by somebody");
}
