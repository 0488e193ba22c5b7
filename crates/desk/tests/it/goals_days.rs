//! Which days the goals are of.

use enlace_desk::{
    goals, insight,
    seed::{self, PastConversation, PastSurvey},
};
use enlace_domain::{QueueKey, Role, SurveyKind, goal::Goal, view::InsightAsk};
use enlace_store::Pool;
use enlace_testing::{channel, person};
use time::{Duration, OffsetDateTime};

use crate::{goals::now, insight::past};

/// When the first of the last thirty days begins, today included.
async fn first_day(pool: &Pool) -> OffsetDateTime {
    sqlx::query_scalar("select date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn goals_are_of_the_very_days_of_the_tiles(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let channel = channel(&desk).await;
    person(&desk, "Ana", Role::Agent, &[]).await;
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let asked = |score: i16, at: OffsetDateTime| {
        Some(PastSurvey {
            kind: SurveyKind::Satisfaction,
            question: "?".to_owned(),
            score: Some((score, at)),
            comment: None,
        })
    };
    // over before the first day began, though but for the last half hour of today not thirty times 24 hours ago
    let opened = first_day(&pool).await - Duration::minutes(30);
    let before = PastConversation {
        opened,
        answered: Some(opened + Duration::seconds(20)),
        closed: opened + Duration::minutes(10),
        survey: asked(5, opened + Duration::minutes(12)),
        ..past(1, QueueKey::TechnicalUrgent, 48, 20)
    };
    let within = past(2, QueueKey::TechnicalUrgent, 48, 100);
    let within = PastConversation {
        reopened: true,
        survey: asked(2, within.closed + Duration::minutes(2)),
        ..within
    };
    seed::past(&desk, channel, &[before, within]).await.unwrap();
    let seen = insight::dashboard(&desk, &manager, InsightAsk::default())
        .await
        .unwrap();
    let goals = goals::goals(&desk, &manager).await.unwrap();
    assert_eq!((seen.urgent[0], seen.now.first_contact()), (Some(100.0), Some(0.0)));
    assert_eq!(now(&goals, Goal::UrgentAnswer), seen.urgent[0]);
    assert_eq!(now(&goals, Goal::FirstContact), Some(0.0));
    assert_eq!(seen.voice.satisfaction[0].mean(), Some(2.0));
    assert_eq!(now(&goals, Goal::Satisfaction), Some(2.0));
    assert_eq!((goals.volumes.conversations, seen.now.closed), (1, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_outage_that_the_days_begin_in_counts_from_their_beginning(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let manager = person(&desk, "Helena", Role::Manager, &[]).await;
    let began = first_day(&pool).await;
    // down from two hours before the first day until it was over; up ever since, in this minute and the next ones too
    sqlx::query(
        "insert into heartbeats (minute)
         select generate_series($1 - interval '3 hours', $1 - interval '2 hours', interval '1 minute')
         union all
         select generate_series($1 + interval '1 day', date_trunc('minute', now()) + interval '10 minutes', interval '1 minute')",
    )
    .bind(began)
    .execute(&pool)
    .await
    .unwrap();
    let volumes = goals::goals(&desk, &manager).await.unwrap().volumes;
    assert!(
        (29 * 1_440..=30 * 1_440).contains(&volumes.minutes),
        "{} minutes from the first day on",
        volumes.minutes
    );
    // the minute that runs has beaten, and is not over
    assert_eq!(volumes.minutes - volumes.up_minutes, 1_440 - 1);
}
