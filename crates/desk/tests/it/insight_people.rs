//! What each person did in each queue, as SQL written here counts it, beside what everybody did there.

use enlace_desk::{
    insight,
    seed::{self, PastConversation},
};
use enlace_domain::{
    PersonId, QueueKey, Role,
    view::{InsightAsk, InsightFilter, QueueDeeds},
};
use enlace_store::Pool;
use enlace_testing::{channel, email_of, person};

use crate::insight::past;

/// A queue, how many were answered and how fast, how many closed and how fast, and how many of those were opened again.
type Row = (String, i64, Option<f64>, i64, Option<f64>, i64);

/// The deeds of a person, or of everybody, in each queue.
async fn counted(pool: &Pool, person: Option<PersonId>) -> Vec<QueueDeeds> {
    let rows: Vec<Row> = sqlx::query_as(
        "select queue_key, count(*) filter (where theirs and first_answered_at >= began),
                percentile_cont(0.5) within group (order by extract(epoch from first_answered_at - created_at)::float8)
                    filter (where theirs and first_answered_at >= began),
                count(*) filter (where closed and closed_at >= began),
                percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at)::float8)
                    filter (where closed and closed_at >= began),
                count(*) filter (where closed and closed_at >= began and reopened_count > 0)
         from (select *, date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days' as began,
                      $1::uuid is null or assigned_person_id = $1 as theirs, $1::uuid is null or closed_by = $1 as closed
               from conversations) c
         where theirs or closed group by 1",
    )
    .bind(person.map(PersonId::get))
    .fetch_all(pool)
    .await
    .unwrap();
    let mut deeds: Vec<QueueDeeds> = rows
        .into_iter()
        .map(
            |(queue, answered, first_answer, closed, handling, reopened)| QueueDeeds {
                queue: Some(queue.parse().unwrap()),
                answered,
                first_answer: first_answer.map(milli),
                closed,
                handling: handling.map(milli),
                reopened,
            },
        )
        .collect();
    deeds.sort_unstable_by_key(|deeds| deeds.queue);
    deeds
}

/// As exact as both can be.
fn milli(seconds: f64) -> f64 {
    (seconds * 1e3).round() / 1e3
}

fn rounded(deeds: &[QueueDeeds]) -> Vec<QueueDeeds> {
    let round = |deeds: &QueueDeeds| QueueDeeds {
        first_answer: deeds.first_answer.map(milli),
        handling: deeds.handling.map(milli),
        ..*deeds
    };
    deeds.iter().map(round).collect()
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_works_the_slow_queue_stands_beside_that_queue(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let channel = channel(&desk).await;
    person(&desk, "Ana", Role::Agent, &[]).await;
    let rui = person(&desk, "Rui", Role::Agent, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    // Rui answers the financial queue, which takes long, faster than Ana does
    let talks: Vec<PastConversation> = (0..60_u32)
        .map(|place| {
            let (queue, name, answered) = match place % 5 {
                0 | 1 => (QueueKey::TechnicalUrgent, "Ana", 30),
                2 => (QueueKey::Financial, "Ana", 2_000),
                _ => (QueueKey::Financial, "Rui", 1_200),
            };
            PastConversation {
                person: email_of(name),
                reopened: place.is_multiple_of(9),
                ..past(place, queue, i64::from(place) * 5 + 1, answered + i64::from(place))
            }
        })
        .collect();
    seed::past(&desk, channel, &talks).await.unwrap();
    let everybody = counted(&pool, None).await;
    for filter in [
        InsightFilter::default(),
        InsightFilter {
            person: Some(rui.person.id),
            ..InsightFilter::default()
        },
    ] {
        let ask = InsightAsk {
            filter,
            ..InsightAsk::default()
        };
        let seen = insight::dashboard(&desk, &manager, ask).await.unwrap();
        assert_eq!(rounded(&seen.everybody), everybody, "{:?}", seen.ask.filter);
        for one in &seen.people {
            assert_eq!(rounded(&one.queues), counted(&pool, Some(one.id)).await, "{}", one.name);
            let answered: i64 = one.queues.iter().map(|row| row.answered).sum();
            assert_eq!(answered, one.answered);
        }
        let rui = seen.people.iter().find(|one| one.id == rui.person.id).unwrap();
        let financial = everybody
            .iter()
            .find(|row| row.queue == Some(QueueKey::Financial))
            .unwrap();
        // over all queues Rui looks the slower one; in the queue that Rui works, the faster
        assert_eq!(rui.queues.len(), 1);
        assert!(rui.queues[0].first_answer < financial.first_answer);
        assert!(rui.reopened > 0 && rui.queues[0].reopened == rui.reopened);
        if let Some(ana) = seen.people.iter().find(|one| one.name.starts_with("Ana")) {
            assert!(ana.first_answer < rui.first_answer);
            assert_eq!(ana.queues.len(), 2);
        }
    }
}
