//! The conversations behind figures: memory lists the very ones that the database does, in the same order.

use enlace_desk::insight;
use enlace_domain::{
    IssueType, PersonId, QueueKey, Role,
    view::{BehindAsk, BehindFigure, BehindSort, InsightAsk, InsightFilter, Period, Reason},
};
use enlace_store::Pool;
use enlace_testing::person;

use crate::insight_behind::{behind, history};

/// The same of the week before this one.
fn week_before(mut asked: BehindAsk) -> BehindAsk {
    asked.ask.period = Period::Days(7);
    asked.earlier()
}

/// What the list can be asked for: each figure in each order, of each filter, and narrowed each way.
fn asks(person: PersonId) -> Vec<BehindAsk> {
    let filters = [
        InsightFilter::default(),
        InsightFilter {
            person: Some(person),
            ..InsightFilter::default()
        },
        InsightFilter {
            queue: Some(QueueKey::Financial),
            region: Some("Goiânia".to_owned()),
            ..InsightFilter::default()
        },
        InsightFilter {
            plan: Some("Fibra 500".to_owned()),
            ..InsightFilter::default()
        },
    ];
    let mut asks = Vec::new();
    for figure in BehindFigure::ALL {
        for (filter, sort) in filters.iter().zip(BehindSort::ALL) {
            let ask = InsightAsk {
                period: Period::Days(30),
                filter: filter.clone(),
                ..InsightAsk::default()
            };
            asks.push(BehindAsk {
                sort: *sort,
                ..BehindAsk::of(ask, *figure)
            });
        }
    }
    // of the days compared, one of each figure
    let newest = asks.iter().filter(|asked| asked.sort == BehindSort::Newest).cloned();
    let earlier: Vec<BehindAsk> = newest.map(week_before).collect();
    asks.extend(earlier);
    let all = BehindAsk::of(InsightAsk::default(), BehindFigure::Opened);
    asks.extend((2..=4).map(|page| BehindAsk { page, ..all.clone() }));
    let reasons = [
        Reason::Queue(QueueKey::Commercial),
        Reason::Issue(IssueType::NoInternet),
        Reason::Unsorted,
    ];
    asks.extend(reasons.map(|reason| BehindAsk {
        reason: Some(reason),
        ..all.clone()
    }));
    asks.extend((0..24).map(|hour| BehindAsk {
        hour: Some(hour),
        weekday: Some(hour % 7 + 1),
        ..all.clone()
    }));
    asks
}

#[sqlx::test(migrations = "../../migrations")]
async fn memory_and_database_list_the_same(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let ana = person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    history(&desk).await;
    sqlx::query("update conversations set created_at = created_at - interval '1 hour' where closed_at is null")
        .execute(&pool)
        .await
        .unwrap();
    insight::catch_up(&desk).await.unwrap();
    insight::load_facts(&desk).await.unwrap();
    let (mut some, asks) = (0, asks(ana.person.id));
    for asked in &asks {
        // nobody has fetched anything for a desk that has just begun
        let fresh = enlace_testing::desk(pool.clone());
        let mut kept = behind(&fresh, &manager, asked.clone()).await;
        let held = behind(&desk, &manager, asked.clone()).await;
        kept.at = held.at;
        some += usize::from(held.total > 0);
        assert_eq!(held, kept, "{asked:?}");
    }
    assert!(
        some > asks.len() / 3,
        "only {some} of {} asks found something",
        asks.len()
    );
}
