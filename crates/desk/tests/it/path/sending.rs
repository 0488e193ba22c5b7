//! Answers leave through the provider and their ticks come back, over HTTP with a town that plays Twilio.

use enlace_desk::{Actor, board, reply};
use enlace_domain::{DeliveryStatus, QueueKey, Role, WaId, view::ThreadMessage};
use enlace_simulator::{CallbackFault, SendFault, Town};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, town, until};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

/// A town whose subscriber has written, and Ana, who has answered nothing yet.
async fn begin(pool: PgPool) -> (World, Town, Actor, WaId) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    let subscriber = WaId::parse("556298765432").unwrap();
    town.write(&subscriber, CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || !town.outbox().is_empty()).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    (world, town, ana, subscriber)
}

async fn answer(world: &World, ana: &Actor, text: &str) -> ThreadMessage {
    reply::send(
        &world.desk,
        ana,
        world.conversation().await,
        Uuid::new_v4(),
        text.to_owned(),
    )
    .await
    .unwrap()
}

async fn status(world: &World, text: &str) -> String {
    sqlx::query_scalar("select status from messages where body = $1")
        .bind(text)
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

/// Sent, or delivered already: the town is quick to tell.
async fn has_left(world: &World, text: &str) -> bool {
    ["sent", "delivered"].contains(&status(world, text).await.as_str())
}

/// Whether the conversation's card says that what was sent last did not arrive, and how often boards were told of it.
async fn card(world: &World, ana: &Actor) -> (bool, i64) {
    let snapshot = board::snapshot(&world.desk, ana).await.unwrap();
    let told = "select count(*) from event_stream where kind = 'conversation'";
    (snapshot.cards[0].unsent, world.count(told).await)
}

fn sent(town: &Town, text: &str) -> usize {
    town.outbox().iter().filter(|message| message.body == text).count()
}

#[sqlx::test(migrations = "../../migrations")]
async fn from_the_first_word_to_the_last_tick(pool: PgPool) {
    let (world, town, ana, subscriber) = begin(pool).await;
    let _running = world.run(1);
    answer(&world, &ana, "Bom dia! Já vou ver.").await;
    until("it is delivered", async || {
        status(&world, "Bom dia! Já vou ver.").await == "delivered"
    })
    .await;
    let message = town.outbox().pop().unwrap();
    assert_eq!(
        (message.to, message.body.as_str()),
        (subscriber, "Bom dia! Já vou ver.")
    );
    town.mark_read(&message.sid).await.unwrap();
    until("it is read", async || {
        status(&world, "Bom dia! Já vou ver.").await == "read"
    })
    .await;
    assert_eq!(
        world
            .list(
                "select s.status from message_statuses s join messages m on m.id = s.message_id
                 where m.author_kind = 'person' order by s.status"
            )
            .await,
        ["delivered", "read", "sent"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn answers_leave_in_the_order_in_which_they_were_written(pool: PgPool) {
    let (world, town, ana, _) = begin(pool).await;
    let texts: Vec<_> = (0..6).map(|number| format!("resposta {number}")).collect();
    for text in &texts {
        answer(&world, &ana, text).await;
    }
    let _running = world.run(2);
    until("all have left", async || town.outbox().len() == 7).await;
    let left: Vec<_> = town.outbox().into_iter().skip(1).map(|message| message.body).collect();
    assert_eq!(left, texts);
}

#[sqlx::test(migrations = "../../migrations")]
async fn twice_and_shuffled_reports_end_at_the_same_tick(pool: PgPool) {
    let (world, town, ana, _) = begin(pool).await;
    town.faults().next_callbacks(CallbackFault::Shuffle, 1);
    town.faults().next_callbacks(CallbackFault::Duplicate, 1);
    answer(&world, &ana, "um").await;
    answer(&world, &ana, "dois").await;
    let _running = world.run(2);
    until("both are delivered", async || {
        status(&world, "um").await == "delivered" && status(&world, "dois").await == "delivered"
    })
    .await;
    until("all reports are taken in", async || {
        world.is_done().await && town.account().callbacks_taken >= 6
    })
    .await;
    assert_eq!(
        (
            status(&world, "um").await.as_str(),
            status(&world, "dois").await.as_str()
        ),
        ("delivered", "delivered")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn asked_to_slow_down_it_leaves_later_and_once(pool: PgPool) {
    let (world, town, ana, _) = begin(pool).await;
    town.faults().next_sends(SendFault::TooManyRequests, 2);
    town.faults().next_sends(SendFault::ServerError, 1);
    answer(&world, &ana, "Bom dia!").await;
    world.work().await;
    assert_eq!(
        (sent(&town, "Bom dia!"), status(&world, "Bom dia!").await.as_str()),
        (0, "queued")
    );
    for _ in 0..3 {
        // the whole channel waits
        world.sql("update send_pace set arrival_at = now()").await;
        world.hurry().await;
    }
    assert_eq!((sent(&town, "Bom dia!"), has_left(&world, "Bom dia!").await), (1, true));
    assert_eq!(world.count("select max(attempts)::bigint from outbox").await, 4);
}

#[sqlx::test(migrations = "../../migrations")]
async fn refused_for_good_and_tried_again_it_is_one_message_with_two_attempts(pool: PgPool) {
    let (world, town, ana, _) = begin(pool).await;
    town.faults().next_sends(SendFault::Refuse { code: 21_610 }, 1);
    let message = answer(&world, &ana, "Bom dia!").await;
    let (unsent, told) = card(&world, &ana).await;
    assert!(!unsent);
    world.work().await;
    let (unsent, told_of_failure) = card(&world, &ana).await;
    assert!(unsent && told_of_failure > told, "{told_of_failure} after {told}");
    let failed = reply::retry(&world.desk, &ana, message.id).await.unwrap();
    assert_eq!((failed.id, failed.status), (message.id, DeliveryStatus::Queued));
    let (unsent, told_of_retry) = card(&world, &ana).await;
    assert!(!unsent && told_of_retry > told_of_failure);
    // pressed twice
    reply::retry(&world.desk, &ana, message.id).await.unwrap();
    world.work().await;
    assert_eq!((sent(&town, "Bom dia!"), has_left(&world, "Bom dia!").await), (1, true));
    assert_eq!(
        world
            .count("select count(*) from messages where body = 'Bom dia!'")
            .await,
        1
    );
    assert_eq!(world.count("select max(attempts)::bigint from outbox").await, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn given_up_after_it_was_taken_it_fails_with_words_and_can_be_tried_again(pool: PgPool) {
    let (world, town, ana, _) = begin(pool).await;
    let _running = world.run(1);
    town.faults().next_sends(SendFault::Undelivered { code: 63_016 }, 1);
    let message = answer(&world, &ana, "Bom dia!").await;
    until("it has failed", async || status(&world, "Bom dia!").await == "failed").await;
    let words = world
        .list("select error_text from messages where status = 'failed'")
        .await
        .remove(0);
    assert!(words.contains("24 horas"), "{words}");
    reply::retry(&world.desk, &ana, message.id).await.unwrap();
    until("it is delivered", async || {
        status(&world, "Bom dia!").await == "delivered"
    })
    .await;
    assert_eq!(sent(&town, "Bom dia!"), 2);
    assert_eq!(world.count("select count(*) from earlier_sends").await, 1);
}
