//! Reports climb one ladder, whenever and however they come.

use enlace_desk::reply;
use enlace_domain::{QueueKey, Role};
use enlace_testing::{conversation_waiting, person};
use sqlx::PgPool;
use uuid::Uuid;

use super::world::{World, Written};

const SID: &str = "SM0123456789abcdef0123456789abcdef";

/// A message of ours that the provider has; its id is not on record yet.
async fn begin(pool: PgPool) -> World {
    let world = World::new(pool).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = conversation_waiting(&world.desk, QueueKey::Financial).await;
    reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), "Bom dia!".to_owned())
        .await
        .unwrap();
    world.sql("delete from jobs").await;
    world
        .sql("update outbox set state = 'sending', attempts = 1, attempted_at = now()")
        .await;
    world
        .sql("update messages set channel_id = (select id from channels where name = 'teste')")
        .await;
    world
}

async fn commit(world: &World) {
    sqlx::query("update messages set provider_message_id = $1, status = 'sent' where direction = 'outbound'")
        .bind(SID)
        .execute(&world.pool)
        .await
        .unwrap();
}

async fn status(world: &World) -> String {
    world
        .list("select status from messages where author_kind = 'person'")
        .await
        .remove(0)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_report_before_our_own_commit_is_not_lost(pool: PgPool) {
    let world = begin(pool).await;
    world.report(SID, "delivered", None).await;
    world.work().await;
    assert_eq!(status(&world).await, "queued");
    commit(&world).await;
    world.hurry().await;
    assert_eq!(status(&world).await, "delivered");
    assert!(world.is_done().await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_reference_in_the_address_names_the_message_before_its_id_is_known(pool: PgPool) {
    let world = begin(pool).await;
    let outbox = world.list("select id::text from outbox").await.remove(0);
    // of another attempt, of nothing, and the right one
    world
        .report(&format!("{SID}1"), "sent", Some(&format!("outbox={outbox}.2")))
        .await;
    world.report(&format!("{SID}2"), "sent", Some("outbox=nonsense")).await;
    world
        .report(SID, "delivered", Some(&format!("outbox={outbox}.1")))
        .await;
    world.work().await;
    assert_eq!(status(&world).await, "delivered");
    assert_eq!(
        world
            .list("select provider_message_id from messages where direction = 'outbound'")
            .await,
        [SID]
    );
    assert_eq!(world.list("select state from outbox").await, ["sent"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_order_of_reports_ends_at_the_top(pool: PgPool) {
    let world = begin(pool).await;
    commit(&world).await;
    for report in ["read", "sent", "delivered", "undelivered", "read"] {
        world.report(SID, report, None).await;
    }
    world.work().await;
    assert_eq!(status(&world).await, "read");
    assert!(world.is_done().await);
    assert_eq!(world.count("select count(*) from message_statuses").await, 4);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_failure_that_turns_out_to_have_arrived_is_told_to_the_board_too(pool: PgPool) {
    let world = begin(pool).await;
    commit(&world).await;
    let cards = "select count(*) from event_stream where kind = 'conversation'";
    let before = world.count(cards).await;
    // that it failed or did not, and its clock
    for (report, told) in [("sent", 0), ("undelivered", 2), ("delivered", 4), ("read", 4)] {
        world.report(SID, report, None).await;
        world.work().await;
        assert_eq!(world.count(cards).await - before, told, "{report}");
    }
    assert_eq!(status(&world).await, "read");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_report_of_a_message_that_stays_unknown_is_closed_quietly_and_holds_up_nobody(pool: PgPool) {
    let world = begin(pool).await;
    commit(&world).await;
    world
        .report("SMffffffffffffffffffffffffffffffff", "delivered", None)
        .await;
    world.report(SID, "delivered", None).await;
    world.write(&Written::text("5562911112222", "oi")).await;
    world.take_in().await;
    assert_eq!(status(&world).await, "delivered");
    for _ in 0..8 {
        world.sql("update jobs set run_at = now() where name = 'take_in'").await;
        world.take_in().await;
    }
    assert_eq!(world.count("select count(*) from jobs where name = 'take_in'").await, 0);
    // what came is kept all the same
    assert_eq!(
        world
            .count("select count(*) from inbound_events where body ->> 'MessageSid' like 'SMffff%'")
            .await,
        1
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_same_report_twice_is_one_step(pool: PgPool) {
    let world = begin(pool).await;
    commit(&world).await;
    for query in [None, Some("outbox=nonsense"), None] {
        world.report(SID, "delivered", query).await;
    }
    world.work().await;
    assert_eq!(status(&world).await, "delivered");
    assert_eq!(world.count("select count(*) from message_statuses").await, 1);
    assert!(world.is_done().await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_step_that_we_do_not_know_is_ignored(pool: PgPool) {
    let world = begin(pool).await;
    commit(&world).await;
    world.report(SID, "teleported", None).await;
    world.work().await;
    assert_eq!(status(&world).await, "sent");
    assert!(world.is_done().await);
}
