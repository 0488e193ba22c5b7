//! Webhooks are stored once, whatever comes at once.

use enlace_desk::DeskError;
use enlace_domain::ChannelId;
use enlace_whatsapp::twilio::webhook;
use futures::future::join_all;
use sqlx::PgPool;

use super::world::{World, Written};

#[sqlx::test(migrations = "../../migrations")]
async fn one_webhook_ten_times_at_once_is_one_message(pool: PgPool) {
    let world = World::new(pool).await;
    let written = Written::text("5562998765432", "oi");
    let answers = join_all((0..10).map(|_| world.write(&written))).await;
    assert_eq!(answers.iter().map(|answer| answer.stored).sum::<usize>(), 1);
    assert_eq!(answers.iter().map(|answer| answer.repeated).sum::<usize>(), 9);
    world.take_in().await;
    // and once more after it was taken in
    assert_eq!(world.write(&written).await.repeated, 1);
    world.take_in().await;
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from conversations").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_hundreds_at_once_none_is_lost_and_none_doubled(pool: PgPool) {
    let world = World::new(pool).await;
    let written: Vec<_> = (0..300)
        .map(|number| Written::text(&format!("55629{:08}", 80_000_000 + number % 60), "minha internet caiu"))
        .collect();
    let running = world.run(2);
    let answers = join_all(written.iter().map(|written| world.write(written))).await;
    assert!(answers.iter().all(|answer| answer.stored == 1));
    super::world::until("all are in a thread", async || {
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await
            == 300
    })
    .await;
    drop(running);
    let sids = world
        .list("select provider_message_id from messages where direction = 'inbound'")
        .await;
    assert!(written.iter().all(|written| sids.contains(&written.sid)));
    assert_eq!(world.count("select count(*) from contacts").await, 60);
    assert_eq!(world.count("select count(*) from conversations").await, 60);
    assert_eq!(
        world
            .count("select count(*) from jobs where name = 'take_in' and state = 'dead'")
            .await,
        0
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_event_that_is_refused_takes_no_other_with_it(pool: PgPool) {
    let world = World::new(pool).await;
    let event = |text: &str| {
        webhook::parse_form(
            format!(
                "MessageSid=SM{:0>32}&SmsStatus=received&From=whatsapp%3A%2B5562998765432&Body=x",
                text
            )
            .as_bytes(),
        )
        .unwrap()
    };
    let nowhere = ChannelId::new();
    let (first, refused, last) = tokio::join!(
        world.intake.receive(world.channel, vec![event("1")]),
        world.intake.receive(nowhere, vec![event("2")]),
        world.intake.receive(world.channel, vec![event("3")]),
    );
    assert_eq!((first.unwrap().stored, last.unwrap().stored), (1, 1));
    assert!(matches!(refused, Err(DeskError::Internal(_))));
    assert_eq!(world.count("select count(*) from inbound_events").await, 2);
    assert_eq!(world.count("select count(*) from jobs").await, 2);
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_the_database_the_provider_is_asked_to_repeat(pool: PgPool) {
    let world = World::new(pool.clone()).await;
    pool.close().await;
    let event = webhook::parse_form(
        b"MessageSid=SM00000000000000000000000000000001&SmsStatus=received&From=whatsapp%3A%2B5562998765432&Body=x",
    )
    .unwrap();
    let answer = world.intake.receive(world.channel, vec![event]).await;
    assert!(matches!(answer, Err(DeskError::Unavailable)), "{answer:?}");
}
