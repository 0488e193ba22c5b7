//! An answer that never leaves is no answer: the subscriber waits as if it had not been written.

use enlace_desk::{Actor, assign, reply, thread};
use enlace_domain::{ConversationId, DeliveryStatus, MessageId, QueueKey, Role, view::BoardCard};
use enlace_testing::{conversation_waiting, inbound_text, person};
use sqlx::PgPool;
use uuid::Uuid;

use super::world::World;

const QUEUE: QueueKey = QueueKey::TechnicalNormal;

async fn card(world: &World, actor: &Actor, id: ConversationId) -> BoardCard {
    thread::view(&world.desk, actor, id).await.unwrap().card
}

/// An answer that the provider took under this id.
async fn answer(world: &World, actor: &Actor, conversation: ConversationId, sid: &str) -> MessageId {
    let sent = reply::send(&world.desk, actor, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    taken(world, sent.id, sid).await;
    sent.id
}

async fn taken(world: &World, message: MessageId, sid: &str) {
    world.sql("delete from jobs").await;
    world.sql("update outbox set state = 'sent', attempts = 1").await;
    sqlx::query(
        "update messages set provider_message_id = $2, status = 'sent',
                channel_id = (select id from channels where name = 'teste') where id = $1",
    )
    .bind(message.get())
    .bind(sid)
    .execute(&world.pool)
    .await
    .unwrap();
}

async fn report(world: &World, sid: &str, status: &str) {
    world.report(sid, status, None).await;
    world.work().await;
}

const ANSWERED: &str =
    "select count(*) from conversations where first_answered_at is not null and first_due_at is not null";

#[sqlx::test(migrations = "../../migrations")]
async fn a_failed_answer_restores_the_clock_and_a_retry_stops_it_again(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let before = card(&world, &ana, conversation).await;
    assert!(before.due_at.is_some());

    let message = answer(&world, &ana, conversation, "SM01").await;
    assert_eq!(card(&world, &ana, conversation).await.due_at, None);
    assert_eq!(world.count(ANSWERED).await, 1);

    report(&world, "SM01", "undelivered").await;
    let after = card(&world, &ana, conversation).await;
    assert_eq!(
        (after.waiting_since, after.due_at),
        (before.waiting_since, before.due_at)
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where first_answered_at is null and first_due_at is null")
            .await,
        1
    );

    inbound_text(&world.desk, conversation, "oi?").await;
    reply::retry(&world.desk, &ana, message).await.unwrap();
    assert_eq!(card(&world, &ana, conversation).await.due_at, None);
    assert_eq!(world.count(ANSWERED).await, 1);

    // sent again it answers what came in meanwhile: another that fails does not bring that back
    taken(&world, message, "SM02").await;
    report(&world, "SM02", "delivered").await;
    answer(&world, &ana, conversation, "SM03").await;
    report(&world, "SM03", "undelivered").await;
    assert_eq!(card(&world, &ana, conversation).await.due_at, None);
    assert_eq!(world.count(ANSWERED).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_fails_after_the_closing_was_no_answer(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    answer(&world, &ana, conversation, "SM01").await;
    assign::close(&world.desk, &ana, conversation).await.unwrap();
    assert_eq!(world.count(ANSWERED).await, 1);
    report(&world, "SM01", "undelivered").await;
    let unanswered = "select count(*) from conversations
                      where status = 'closed' and first_answered_at is null and first_due_at is not null
                        and due_at is null and waiting_since is null";
    assert_eq!(world.count(unanswered).await, 1);
    report(&world, "SM01", "delivered").await;
    assert_eq!(world.count(ANSWERED).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failure_that_arrived_after_all_counts_as_answered(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    let message = answer(&world, &ana, conversation, "SM01").await;
    report(&world, "SM01", "undelivered").await;
    assert!(card(&world, &ana, conversation).await.due_at.is_some());
    report(&world, "SM01", "delivered").await;
    assert_eq!(card(&world, &ana, conversation).await.due_at, None);
    let written: i64 = sqlx::query_scalar(
        "select count(*) from conversations c join messages m on m.id = $1
         where c.first_answered_at = m.created_at and c.first_due_at is not null",
    )
    .bind(message.get())
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(written, 1, "it counts since when it was written");
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_wrote_again_waits_since_the_first_of_what_no_answer_reached(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QUEUE]).await;
    let conversation = conversation_waiting(&world.desk, QUEUE).await;
    answer(&world, &ana, conversation, "SM01").await;
    report(&world, "SM01", "delivered").await;
    let asked = inbound_text(&world.desk, conversation, "ainda não voltou").await;
    answer(&world, &ana, conversation, "SM02").await;
    inbound_text(&world.desk, conversation, "alô?").await;
    report(&world, "SM02", "undelivered").await;
    // since what they asked before the answer that failed, which is not that before the one that arrived
    let since: i64 = sqlx::query_scalar(
        "select count(*) from conversations c join messages m on m.id = $1
         where c.waiting_since = m.created_at and c.due_at = due_after(c.queue_key, m.created_at)
           and c.first_answered_at < m.created_at",
    )
    .bind(asked.get())
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(since, 1);
    // the failure that remains is none of the first answer's
    assert_eq!(world.count(ANSWERED).await, 1);
    assert_eq!(
        world
            .list("select status from messages where author_kind = 'person' order by seq")
            .await,
        [DeliveryStatus::Delivered.as_str(), DeliveryStatus::Failed.as_str()]
    );
}
