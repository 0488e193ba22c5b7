//! The provider says no, and the message is not at fault: it waits, it leaves once, and the others are spared.

use enlace_desk::channel_watch;
use enlace_domain::WaId;
use enlace_simulator::SendFault;
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;

use super::{
    vendors::{beside, ze},
    world::{World, town, until},
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const PAUSE_IS_OVER: &str = "update channel_health set retry_at = now()";
/// Twilio: the number is not set up for WhatsApp.
const NOT_SET_UP: SendFault = SendFault::Refuse { code: 63_007 };

#[sqlx::test(migrations = "../../migrations")]
async fn an_account_at_fault_fails_no_message(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    // the first meets it, and so does the first probe
    town.faults().next_sends(NOT_SET_UP, 2);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    world.work().await;
    world.hurry().await;
    let waiting = "select state || ' ' || waiting_for from outbox";
    assert_eq!(world.list(waiting).await, ["queued channel_down"]);
    assert_eq!(
        world.list("select last_error_class from channel_health").await,
        ["account"]
    );

    world.sql(PAUSE_IS_OVER).await;
    world.hurry().await;
    assert_eq!(world.list(waiting).await, ["queued channel_down"]);
    world.sql(PAUSE_IS_OVER).await;
    world.hurry().await;
    until("it has left", async || town.outbox().len() == 1).await;
    assert_eq!(world.count("select attempts::bigint from outbox").await, 3);
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_channel_that_is_asked_to_be_slower_sends_nothing_meanwhile(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    town.faults().next_sends(SendFault::Throttled { seconds: 600 }, 1);
    for digits in ["556298765432", "556298765433", "556298765434"] {
        town.write(&WaId::parse(digits).unwrap(), CLEAR).await.unwrap();
        world.work().await;
    }
    world.hurry().await;
    assert_eq!(town.outbox().len(), 0);
    assert_eq!(world.count("select sum(attempts)::bigint from outbox").await, 1);
    assert_eq!(
        world.list("select distinct waiting_for from outbox").await,
        ["channel_limit"]
    );
    let open = "select count(*) from channel_health where retry_at is not null";
    assert_eq!(world.count(open).await, 0, "to be slowed down is no failure");

    world
        .sql("update send_pace set arrival_at = now(), look_at = now()")
        .await;
    world.hurry().await;
    until("all have left", async || town.outbox().len() == 3).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_reported_as_failed_leaves_again_where_it_may(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    // Twilio: WhatsApp has trouble
    town.faults().next_sends(SendFault::Undelivered { code: 63_012 }, 1);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    until("it has left, and left again", async || {
        world.hurry().await;
        world
            .list("select status from messages where direction = 'outbound'")
            .await
            == ["delivered"]
    })
    .await;
    assert_eq!(town.outbox().len(), 2);
    assert_eq!(world.count("select attempts::bigint from outbox").await, 2);
    assert_eq!(world.count("select count(*) from earlier_sends").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_provider_that_takes_what_it_cannot_send_is_not_asked_for_ever(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    town.faults().next_sends(SendFault::Undelivered { code: 63_012 }, 10);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    until("it is given up", async || {
        world.hurry().await;
        world
            .list("select status from messages where direction = 'outbound'")
            .await
            == ["failed"]
    })
    .await;
    assert_eq!(world.count("select attempts::bigint from outbox").await, 4);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_a_limit_gives_back_waits_and_leaves_by_itself(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    // Twilio: a limit of WhatsApp's, which may last for a day
    town.faults().next_sends(SendFault::Undelivered { code: 63_018 }, 6);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    let stands = "select o.state || ' ' || coalesce(o.waiting_for, '') || ' ' || m.status
                  from outbox o join messages m on m.id = o.message_id";
    until("it is given back and says why", async || {
        world.work().await;
        world.list(stands).await == ["queued channel_limit queued"]
    })
    .await;
    assert_eq!(world.count("select attempts::bigint from outbox").await, 1);
    until("it has left", async || {
        world
            .sql("update send_pace set arrival_at = now(), look_at = now()")
            .await;
        world.hurry().await;
        world.list(stands).await == ["sent  delivered"]
    })
    .await;
    assert_eq!(world.count("select attempts::bigint from outbox").await, 7);
    let open = "select count(*) from channel_health where retry_at is not null";
    assert_eq!(world.count(open).await, 0, "to be slowed down is no failure");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_provider_did_not_take_is_not_held_against_the_message(pool: PgPool) {
    let world = World::new(pool).await;
    let town = town(&world).await;
    town.faults().next_sends(SendFault::Unavailable, 4);
    town.faults().next_sends(SendFault::Undelivered { code: 63_012 }, 1);
    town.write(&WaId::parse("556298765432").unwrap(), CLEAR).await.unwrap();
    until("it has left, and left again", async || {
        world.hurry().await;
        world
            .list("select status from messages where direction = 'outbound'")
            .await
            == ["delivered"]
    })
    .await;
    assert_eq!(world.count("select attempts::bigint from outbox").await, 6);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_phone_that_is_unlinked_shows_at_once_and_its_return_too(pool: PgPool) {
    let (world, town, line) = beside(pool, ProviderKind::Maytapi).await;
    let line = town.line(line).unwrap();
    let state = "select case when retry_at is null then 'well' else last_error_class end from channel_health";
    line.tell_phone_status("qr-code").await.unwrap();
    world.work().await;
    assert_eq!(world.list(state).await, ["account"]);
    let words = world.list("select last_error_words from channel_health").await;
    assert!(
        words[0].contains("QR code") && !words[0].contains("qr-code"),
        "{words:?}"
    );
    // on its way back, which is neither
    line.tell_phone_status("loading").await.unwrap();
    world.work().await;
    assert_eq!(world.list(state).await, ["account"]);
    line.tell_phone_status("active").await.unwrap();
    world.work().await;
    assert_eq!(world.list(state).await, ["well"]);
    line.tell_phone_status("idle").await.unwrap();
    world.work().await;
    assert_eq!(world.list(state).await, ["well"]);
    line.write(ze(), CLEAR).await.unwrap();
    world.work().await;
    until("it has left", async || town.outbox().len() == 1).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_channel_that_nobody_writes_by_is_looked_at(pool: PgPool) {
    let world = World::new(pool).await;
    let _town = town(&world).await;
    let state = "select coalesce(last_error_class, 'well') || ' ' || (retry_at is not null)::text from channel_health h
                 join channels c on c.id = h.channel_id where c.name = 'teste'";
    channel_watch::look(&world.desk).await.unwrap();
    assert_eq!(world.list(state).await, ["well false"]);
    let heard = "select extract(epoch from max(last_success_at))::bigint from channel_health";
    let first = world.count(heard).await;

    // heard of just now: not asked again
    channel_watch::look(&world.desk).await.unwrap();
    assert_eq!(world.count(heard).await, first);

    // its account was at fault an hour ago, and somebody has mended it
    world
        .sql(
            "update channel_health set last_success_at = now() - interval '2 hours', failures = 1, openings = 9,
                 last_error_at = now() - interval '1 hour', last_error_class = 'account', retry_at = now()",
        )
        .await;
    channel_watch::look(&world.desk).await.unwrap();
    assert_eq!(world.list(state).await, ["account false"]);
}
