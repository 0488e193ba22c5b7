//! A message that waits says why and since when, and no more once it has left.

use enlace_desk::{Actor, reply, thread};
use enlace_domain::{ConversationId, DeliveryStatus, QueueKey, Role, WaId, WaitingFor, view::ThreadMessage};
use enlace_simulator::{SendFault, Town};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, town, until};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";

/// Somebody has written and was told the protocol number; Ana answers.
async fn scene(pool: PgPool) -> (World, Town, Actor, ConversationId) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || town.outbox().len() == 1).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = world.conversation().await;
    (world, town, ana, conversation)
}

async fn answer(world: &World, ana: &Actor, conversation: ConversationId) {
    reply::send(&world.desk, ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.work().await;
}

/// The last message of ours.
async fn last(world: &World, ana: &Actor, conversation: ConversationId) -> ThreadMessage {
    let mut view = thread::view(&world.desk, ana, conversation).await.unwrap();
    view.messages.pop().unwrap()
}

/// Events that tell of the last message.
async fn told(world: &World) -> i64 {
    let events = "select count(*) from event_stream where message_id = (select message_id from outbox order by created_at desc limit 1)";
    world.count(events).await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_paused_channel_is_named_once_and_forgotten(pool: PgPool) {
    let (world, town, ana, conversation) = scene(pool).await;
    world.sql("update channels set active = false").await;
    answer(&world, &ana, conversation).await;
    let waiting = last(&world, &ana, conversation).await.waiting.unwrap();
    assert_eq!(waiting.reason, WaitingFor::ChannelPaused);
    let events = told(&world).await;
    world.hurry().await;
    world.hurry().await;
    assert_eq!(
        last(&world, &ana, conversation).await.waiting,
        Some(waiting),
        "since when does not move"
    );
    assert_eq!(told(&world).await, events, "what is known is not told again");

    world.sql("update channels set active = true").await;
    world.hurry().await;
    until("it has left", async || town.outbox().len() == 2).await;
    world.hurry().await;
    let left = last(&world, &ana, conversation).await;
    assert_eq!(left.waiting, None);
    assert_ne!(left.status, DeliveryStatus::Queued);
}

#[sqlx::test(migrations = "../../migrations")]
async fn each_reason_has_its_name(pool: PgPool) {
    let (world, town, ana, conversation) = scene(pool).await;
    let reason = async || {
        last(&world, &ana, conversation)
            .await
            .waiting
            .map(|waiting| waiting.reason)
    };

    world
        .sql("update send_pace set arrival_at = now() + interval '1 hour' where key like 'pair:%'")
        .await;
    answer(&world, &ana, conversation).await;
    assert_eq!(reason().await, Some(WaitingFor::ContactLimit));
    world.sql("delete from send_pace").await;

    town.faults().next_sends(SendFault::Unavailable, 1);
    world.hurry().await;
    assert_eq!(reason().await, Some(WaitingFor::Provider));

    world
        .sql(
            "insert into channel_health (channel_id, failures, openings, retry_at)
              select id, 5, 1, now() + interval '1 minute' from channels
              on conflict (channel_id) do update set failures = 5, openings = 1, retry_at = excluded.retry_at",
        )
        .await;
    world.hurry().await;
    assert_eq!(reason().await, Some(WaitingFor::ChannelDown));

    world.channels_are_well().await;
    // as the process would have left it that ended right before the call
    world
        .sql(
            "update outbox set state = 'sending', attempts = 1, attempted_at = now()
              where id = (select id from outbox order by created_at desc limit 1)",
        )
        .await;
    world.hurry().await;
    assert_eq!(reason().await, Some(WaitingFor::Doubt));
}
