//! Answers: one key, one message; only the holder; the clock stops and starts.

use enlace_desk::{DeskError, reply};
use enlace_domain::{DeliveryStatus, QueueKey, Role, message::TEXT_LIMIT};
use enlace_testing::{conversation_waiting, inbound_text, person, person_holding};
use futures::future::join_all;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::World;

const QUEUE: QueueKey = QueueKey::TechnicalNormal;

#[sqlx::test(migrations = "../../migrations")]
async fn a_double_click_is_one_message(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let key = Uuid::new_v4();
    let clicks =
        join_all((0..8).map(|_| reply::send(&world.desk, &ana, conversation, key, "Bom dia!".to_owned()))).await;
    let ids: Vec<_> = clicks.into_iter().map(|click| click.unwrap().id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'outbound'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from outbox").await, 1);
    assert_eq!(world.count("select count(*) from jobs").await, 1);
    // answering took it, once
    assert_eq!(world.list("select status from conversations").await, ["in_progress"]);
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'system'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_answer_stops_the_clock_and_the_next_message_starts_it(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let sent = reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), " Bom dia! ".to_owned())
        .await
        .unwrap();
    assert_eq!((sent.body.as_str(), sent.status), ("Bom dia!", DeliveryStatus::Queued));
    assert_eq!(
        world
            .count(
                "select count(*) from conversations
                 where waiting_since is null and due_at is null and first_answered_at is not null"
            )
            .await,
        1
    );
    inbound_text(&world.desk, conversation, "obrigado, mas ainda não voltou").await;
    world
        .sql("create table first as select waiting_since, due_at from conversations")
        .await;
    inbound_text(&world.desk, conversation, "alô?").await;
    assert_eq!(
        world
            .count(
                "select count(*) from conversations c join first f using (waiting_since, due_at)
                 where c.due_at = c.waiting_since + interval '30 minutes' and c.status = 'in_progress'"
            )
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_the_holder_answers(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let bia = person(&world.desk, "Bia Reis", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let say = |who, text: &str| reply::send(&world.desk, who, conversation, Uuid::new_v4(), text.to_owned());
    say(&ana, "Bom dia!").await.unwrap();
    match say(&bia, "Bom dia!").await {
        Err(DeskError::HeldBy(holder)) => assert_eq!(holder.name, "Ana Lima"),
        other => panic!("{other:?}"),
    }
    world
        .sql("update conversations set status = 'closed', closed_at = now()")
        .await;
    assert!(matches!(say(&ana, "Até logo!").await, Err(DeskError::Closed)));
    assert_eq!(world.count("select count(*) from outbox").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_who_answer_at_once_are_not_both_heard(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let bia = person(&world.desk, "Bia Reis", Role::Agent, &[QUEUE]).await;
    for _ in 0..5 {
        let conversation = conversation_waiting(&world.desk, QUEUE).await;
        let (first, second) = tokio::join!(
            reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Oi!".to_owned()),
            reply::send(&world.desk, &bia, conversation, Uuid::new_v4(), "Oi!".to_owned()),
        );
        assert!(first.is_ok() ^ second.is_ok(), "{first:?} {second:?}");
    }
    assert_eq!(world.count("select count(*) from outbox").await, 5);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_cannot_be_sent_is_refused(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person_holding(&world.desk, "Ana Lima", Role::Agent, &[QUEUE], 1).await;
    let first = conversation_waiting(&world.desk, QUEUE).await;
    let second = conversation_waiting(&world.desk, QUEUE).await;
    let say = |conversation, text: String| reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), text);
    for text in [String::new(), " \n ".to_owned(), "a".repeat(TEXT_LIMIT + 1)] {
        assert!(matches!(
            say(first, text).await,
            Err(DeskError::Invalid { field: "text", .. })
        ));
    }
    say(first, "ã".repeat(TEXT_LIMIT)).await.unwrap();
    assert!(matches!(
        say(second, "Oi!".to_owned()).await,
        Err(DeskError::AtCapacity { capacity: 1 })
    ));
    assert_eq!(world.count("select count(*) from outbox").await, 1);
    assert_eq!(
        world
            .count("select count(*) from conversations where status = 'waiting'")
            .await,
        1
    );
}
