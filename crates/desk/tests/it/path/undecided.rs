//! Where no report came and no look-up can tell, people decide; what a provider says later still counts.

use enlace_desk::{Actor, DeskError, doubt, housekeeping, manage_channels, reply, thread};
use enlace_domain::{ConversationId, DeliveryStatus, MessageId, QueueKey, Role};
use enlace_testing::{conversation_waiting, person};
use sqlx::PgPool;
use uuid::Uuid;

use super::world::World;

const SID: &str = "SM0123456789abcdef0123456789abcdef";

/// A message of Ana's that the provider was asked to send once, and of which nothing was heard.
async fn begin(pool: PgPool) -> (World, Actor, ConversationId, MessageId) {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = conversation_waiting(&world.desk, QueueKey::Financial).await;
    let sent = reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.sql("delete from jobs").await;
    world
        .sql(
            "update outbox set state = 'in_doubt', attempts = 1, attempted_at = now() - interval '20 minutes',
                 updated_at = now() - interval '20 minutes'",
        )
        .await;
    world
        .sql("update messages set channel_id = (select id from channels where name = 'teste')")
        .await;
    (world, ana, conversation, sent.id)
}

/// As the last look leaves it that learnt nothing.
async fn give_up_looking(world: &World) {
    housekeeping::run(&world.desk).await.unwrap();
    world
        .sql("update jobs set attempts = max_attempts - 1, run_at = now() where name = 'settle_doubt'")
        .await;
    world.work().await;
}

/// A report on the first attempt.
async fn report(world: &World, status: &str) {
    let outbox = world.list("select id::text from outbox").await.remove(0);
    world.report(SID, status, Some(&format!("outbox={outbox}.1"))).await;
}

async fn stands(world: &World) -> (String, String, i32) {
    sqlx::query_as("select o.state, m.status, o.attempts from outbox o join messages m on m.id = o.message_id")
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_the_last_look_the_thread_asks_and_nothing_is_sent(pool: PgPool) {
    let (world, ana, conversation, _) = begin(pool).await;
    give_up_looking(&world).await;
    assert!(world.is_done().await);
    let view = thread::view(&world.desk, &ana, conversation).await.unwrap();
    let shown: Vec<_> = view.messages.iter().filter(|message| message.undecided).collect();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].status, DeliveryStatus::Queued);
    // nobody works on it any more
    world
        .sql("update outbox set updated_at = now() - interval '1 hour'")
        .await;
    housekeeping::run(&world.desk).await.unwrap();
    assert!(world.is_done().await);
    assert_eq!(stands(&world).await, ("in_doubt".into(), "queued".into(), 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_asked_the_subscriber_settles_it_and_a_late_report_goes_on_from_there(pool: PgPool) {
    let (world, ana, _, message) = begin(pool).await;
    give_up_looking(&world).await;
    let bruno = person(&world.desk, "Bruno Reis", Role::Agent, QueueKey::ALL).await;
    let refused = doubt::arrived(&world.desk, &bruno, message).await;
    assert!(matches!(refused, Err(DeskError::HeldBy(holder)) if holder.id == ana.person.id));
    let settled = doubt::arrived(&world.desk, &ana, message).await.unwrap();
    assert_eq!((settled.status, settled.undecided), (DeliveryStatus::Delivered, false));
    // twice is once
    doubt::arrived(&world.desk, &ana, message).await.unwrap();
    let again = doubt::send_again(&world.desk, &ana, message).await.unwrap();
    assert_eq!(again.status, DeliveryStatus::Delivered);
    assert_eq!(
        world
            .list("select action from audit_log where subject_kind = 'message'")
            .await,
        ["confirm_arrival"]
    );
    for status in ["sent", "read"] {
        report(&world, status).await;
    }
    world.work().await;
    assert_eq!(stands(&world).await, ("sent".into(), "read".into(), 1));
    assert!(world.is_done().await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_late_arrival_stops_the_second_attempt_that_has_not_left(pool: PgPool) {
    let (world, ana, _, message) = begin(pool).await;
    give_up_looking(&world).await;
    let queued = doubt::send_again(&world.desk, &ana, message).await.unwrap();
    assert_eq!((queued.status, queued.undecided), (DeliveryStatus::Queued, false));
    world
        .sql("update jobs set run_at = now() + interval '1 day' where name = 'send_message'")
        .await;
    // that the first was only taken says nothing of the second
    report(&world, "sent").await;
    world.work().await;
    assert_eq!(stands(&world).await, ("queued".into(), "queued".into(), 1));
    report(&world, "delivered").await;
    world.work().await;
    assert_eq!(stands(&world).await, ("sent".into(), "delivered".into(), 1));
    world.hurry().await;
    assert!(world.is_done().await);
    assert_eq!(stands(&world).await.2, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn its_channel_counts_what_people_are_asked_about_and_what_did_not_leave(pool: PgPool) {
    let (world, _, _, _) = begin(pool).await;
    let chief = person(&world.desk, "Chefe", Role::Administrator, &[]).await;
    let counts = async || {
        let channels = manage_channels::list(&world.desk, &chief).await.unwrap().channels;
        let one = channels.iter().find(|channel| channel.id == world.channel).unwrap();
        (one.undecided, one.failed)
    };
    assert_eq!(counts().await, (0, 0), "a report or a look-up may tell still");
    give_up_looking(&world).await;
    assert_eq!(counts().await, (1, 0));
    world
        .sql("update outbox set state = 'failed', undecided_at = null, updated_at = now() - interval '23 hours'")
        .await;
    assert_eq!(counts().await, (0, 1));
    world
        .sql("update outbox set updated_at = now() - interval '25 hours'")
        .await;
    assert_eq!(counts().await, (0, 0));
}
