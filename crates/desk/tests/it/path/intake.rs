//! Webhooks are stored once, whatever comes at once.

use enlace_desk::DeskError;
use enlace_whatsapp::twilio::webhook;
use futures::future::join_all;
use sqlx::PgPool;

use super::world::{World, Written};

#[sqlx::test(migrations = "../../migrations")]
async fn one_webhook_ten_times_at_once_is_one_message(pool: PgPool) {
    let world = World::new(pool).await;
    let written = Written::text("5562998765432", "oi");
    join_all((0..10).map(|_| world.write(&written))).await;
    assert_eq!(let_in(&world).await, (1, 9));
    world.take_in().await;
    // and once more after it was taken in
    world.write(&written).await;
    assert_eq!(let_in(&world).await, (0, 1));
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
    join_all(written.iter().map(|written| world.write(written))).await;
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
    let event = |sid: &str, phone: &str| {
        let form = format!("MessageSid=SM{sid:0>32}&SmsStatus=received&From=whatsapp%3A%2B55629{phone}&Body=x");
        webhook::parse_form(form.as_bytes()).unwrap()
    };
    // PostgreSQL keeps no such character; nothing that is read from a webhook has one
    let mut refused = event("2", "98765432");
    refused.key.push('\0');
    let (first, refused, last) = tokio::join!(
        world.intake.receive(world.channel, vec![event("1", "98765432")]),
        world.intake.receive(world.channel, vec![refused]),
        world.intake.receive(world.channel, vec![event("3", "98765432")]),
    );
    first.unwrap();
    last.unwrap();
    assert!(matches!(refused, Err(DeskError::Internal(_))));
    assert_eq!(let_in(&world).await, (2, 0));
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

#[sqlx::test(migrations = "../../migrations")]
async fn what_came_first_is_let_in_first_and_what_crashed_at_the_door_is_still_there(pool: PgPool) {
    let world = World::new(pool).await;
    for number in 0..40 {
        world.write(&Written::text("5562998765432", &format!("{number}"))).await;
    }
    // somebody who looked for work and vanished before his commit
    let mut looking = world.pool.begin().await.unwrap();
    let claim = enlace_store::jobs::claim(&mut looking, 1, std::time::Duration::from_secs(60))
        .await
        .unwrap();
    assert_eq!((claim.jobs.len(), claim.let_in.stored), (1, 40));
    looking.rollback().await.unwrap();
    assert_eq!(world.count("select count(*) from inbound_events").await, 0);

    world.take_in().await;
    let texts = world
        .list("select body from messages where direction = 'inbound' order by seq")
        .await;
    assert_eq!(texts, (0..40).map(|number| number.to_string()).collect::<Vec<_>>());
}

/// Lets in what stands at the door: how many were new, how many had come before.
async fn let_in(world: &World) -> (i64, i64) {
    let let_in = enlace_store::arrivals::let_all_in(&world.pool).await.unwrap();
    (let_in.stored, let_in.repeated)
}
