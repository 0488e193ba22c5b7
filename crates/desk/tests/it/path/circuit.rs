//! A vendor that is down: its messages wait, one at a time looks whether it is back, and each leaves once.

use enlace_desk::reply;
use enlace_domain::{QueueKey, Role, WaId};
use enlace_simulator::{SendFault, Town};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, town, until};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const PAUSE_IS_OVER: &str = "update channel_health set retry_at = now()";

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_waits_for_a_vendor_that_is_down_and_leaves_once(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    // five open the circuit, the sixth meets the first probe
    town.faults().next_sends(SendFault::Unavailable, 6);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    for _ in 0..20 {
        world.hurry().await;
    }
    let attempts = "select sum(attempts)::bigint from outbox";
    assert_eq!(world.count(attempts).await, 5, "a wait is no attempt");
    assert_eq!(world.list("select state from outbox").await, ["queued"]);
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 0);

    world.sql(PAUSE_IS_OVER).await;
    world.hurry().await;
    world.hurry().await;
    assert_eq!((world.count(attempts).await, town.outbox().len()), (6, 0));

    world.sql(PAUSE_IS_OVER).await;
    world.hurry().await;
    until("it has left", async || town.outbox().len() == 1).await;
    world.hurry().await;
    assert_eq!((world.count(attempts).await, town.outbox().len()), (7, 1));
    let open = "select count(*) from channel_health where retry_at is not null or failures > 0";
    assert_eq!(world.count(open).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn after_the_pause_one_message_alone_looks_whether_the_vendor_is_back(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    world
        .sql("insert into channel_health (channel_id, failures, openings, retry_at) select id, 5, 1, now() from channels")
        .await;
    town.faults().next_sends(SendFault::Unavailable, 2);
    for digits in ["556298765432", "556298765433"] {
        town.write(&WaId::parse(digits).unwrap(), CLEAR).await.unwrap();
    }
    world.work().await;
    assert_eq!(
        world.count("select count(*) from outbox where state = 'queued'").await,
        2
    );
    assert_eq!(world.count("select sum(attempts)::bigint from outbox").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_paused_channel_keeps_its_messages(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    world.sql("update channels set active = false").await;
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    assert_eq!(town.outbox().len(), 0);
    world.sql("update channels set active = true").await;
    world.hurry().await;
    until("it has left", async || town.outbox().len() == 1).await;
}

/// Somebody has written and was told the protocol number; then the channel failed, and its pause is over.
async fn half_open(world: &World, town: &Town) {
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the acknowledgement has left", async || town.outbox().len() == 1).await;
    world
        .sql(
            "insert into channel_health (channel_id, failures, openings, retry_at)
             select id, 5, 1, now() from channels
             on conflict (channel_id) do update set failures = 5, openings = 1, retry_at = excluded.retry_at",
        )
        .await;
}

async fn answer(world: &World) {
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = world.conversation().await;
    reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.work().await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_over_its_contacts_limit_is_no_probe(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    half_open(&world, &town).await;
    world
        .sql("update send_pace set arrival_at = now() + interval '1 hour' where key like 'pair:%'")
        .await;
    answer(&world).await;
    let waiting = "select waiting_for from outbox where state = 'queued'";
    assert_eq!(world.list(waiting).await, ["contact_limit"]);
    let shut = "select count(*) from channel_health where retry_at > now()";
    assert_eq!(world.count(shut).await, 0, "nobody was asked");

    town.write(&WaId::parse("556298765433").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    until("the next one has left", async || town.outbox().len() == 2).await;
    let open = "select count(*) from channel_health where retry_at is not null";
    assert_eq!(world.count(open).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_without_an_address_says_nothing_of_the_channel(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    half_open(&world, &town).await;
    world.sql("delete from contact_identities").await;
    answer(&world).await;
    let failed = "select last_error || ' ' || attempts from outbox where state = 'failed'";
    assert_eq!(world.list(failed).await, ["no_address 0"]);
    let half_open = "select count(*) from channel_health where retry_at <= now() and openings = 1";
    assert_eq!(world.count(half_open).await, 1);
}
