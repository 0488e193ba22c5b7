//! What is overdue is raised once, whoever looks.

use enlace_desk::{assign, escalate, housekeeping, reply};
use enlace_domain::{ConversationId, QueueKey, Role};
use enlace_testing::{conversation_waiting, inbound_text, person};
use sqlx::PgPool;
use uuid::Uuid;

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

/// How often anything was raised, by the lines in the threads.
const RAISES: &str = "select count(*) from messages where body like '%escalated%'";

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_ends_the_raise_and_who_waits_again_is_raised_again(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    let conversation = conversation_waiting(&world.desk, QueueKey::TechnicalNormal).await;
    world.sql("update people set last_seen_at = now()").await;
    for round in 1..=2 {
        world
            .sql("update conversations set due_at = now() - interval '1 second'")
            .await;
        assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 1);
        assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 0);
        let raised = "select count(*) from conversations where escalated_at is not null and priority = 1";
        assert_eq!(world.count(raised).await, 1);
        assert_eq!(world.count(RAISES).await, round);

        reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
            .await
            .unwrap();
        let over = "select count(*) from conversations
                    where escalated_at is null and priority = 2 and raised_at is not null";
        assert_eq!(world.count(over).await, 1);
        assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 0);
        inbound_text(&world.desk, conversation, "ainda não voltou").await;
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_somebody_holds_is_raised_too_and_goes_back_where_they_are_away(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    let bia = person(&world.desk, "Bia Reis", Role::Agent, &[]).await;
    let left_alone = conversation_waiting(&world.desk, QueueKey::TechnicalNormal).await;
    let looked_after = conversation_waiting(&world.desk, QueueKey::TechnicalNormal).await;
    let in_time = conversation_waiting(&world.desk, QueueKey::TechnicalNormal).await;
    for (actor, conversation) in [(&ana, left_alone), (&bia, looked_after), (&ana, in_time)] {
        assign::claim(&world.desk, actor, conversation).await.unwrap();
    }
    world
        .sql("update people set last_seen_at = now() - case name when 'Ana Lima' then interval '6 minutes' else interval '4 minutes' end")
        .await;
    sqlx::query("update conversations set due_at = now() - interval '1 second' where id <> $1")
        .bind(in_time.get())
        .execute(&world.pool)
        .await
        .unwrap();
    let (first, second) = tokio::join!(escalate::run_due(&world.desk), escalate::run_due(&world.desk));
    assert_eq!(first.unwrap() + second.unwrap(), 2);
    // while the desk itself was away, nobody can have been seen
    let held = "select count(*) from conversations where status = 'in_progress'";
    assert_eq!(world.count(held).await, 3);
    world
        .sql(
            "insert into heartbeats (minute) select date_trunc('minute', now()) - n * interval '1 minute'
             from generate_series(-1, 6) n",
        )
        .await;
    assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 0);
    assert_eq!(world.count(RAISES).await, 2);
    let status = async |id: ConversationId| {
        sqlx::query_as::<_, (String, bool)>("select status, escalated_at is not null from conversations where id = $1")
            .bind(id.get())
            .fetch_one(&world.pool)
            .await
            .unwrap()
    };
    assert_eq!(status(left_alone).await, ("waiting".to_owned(), true));
    assert_eq!(status(looked_after).await, ("in_progress".to_owned(), true));
    assert_eq!(status(in_time).await, ("in_progress".to_owned(), false));
    let lines = "select count(*) from messages where body like '%\"queued\"%'";
    assert_eq!(world.count(lines).await, 1);

    // raised already: it goes back as soon as nobody is there
    world
        .sql("update people set last_seen_at = now() - interval '6 minutes'")
        .await;
    assert_eq!(escalate::run_due(&world.desk).await.unwrap(), 0);
    assert_eq!(status(looked_after).await, ("waiting".to_owned(), true));
    assert_eq!(world.count(RAISES).await, 2);
    assert_eq!(world.count(lines).await, 2);
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
