//! What is overdue is raised once, whoever looks.

use enlace_desk::{escalate, housekeeping};
use enlace_domain::QueueKey;
use enlace_testing::conversation_waiting;
use sqlx::PgPool;

use super::world::World;

#[sqlx::test(migrations = "../../migrations")]
async fn two_schedulers_at_once_raise_each_conversation_once(pool: PgPool) {
    let world = World::new(pool).await;
    for _ in 0..20 {
        conversation_waiting(&world.desk, QueueKey::TechnicalNormal).await;
    }
    let in_time = conversation_waiting(&world.desk, QueueKey::TechnicalUrgent).await;
    // financial never escalates
    conversation_waiting(&world.desk, QueueKey::Financial).await;
    sqlx::query("update conversations set due_at = now() - interval '1 second' where id <> $1")
        .bind(in_time.get())
        .execute(&world.pool)
        .await
        .unwrap();
    let (first, second) = tokio::join!(escalate::run_due(&world.desk), escalate::run_due(&world.desk));
    assert_eq!(first.unwrap() + second.unwrap(), 20);
    assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 0);
    assert_eq!(
        world
            .count("select count(*) from conversations where escalated_at is not null and priority = 1")
            .await,
        20
    );
    assert_eq!(
        world
            .count("select count(*) from messages where body like '%escalated%'")
            .await,
        20
    );
    assert_eq!(
        world
            .count("select count(distinct conversation_id) from messages")
            .await,
        20
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_stream_forgets_what_is_older_than_a_day(pool: PgPool) {
    let world = World::new(pool).await;
    conversation_waiting(&world.desk, QueueKey::Financial).await;
    world
        .sql("update event_stream set at = now() - interval '25 hours'")
        .await;
    conversation_waiting(&world.desk, QueueKey::Financial).await;
    housekeeping::run(&world.desk).await.unwrap();
    assert_eq!(world.count("select count(*) from event_stream").await, 1);
}
