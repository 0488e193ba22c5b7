//! Messages find their sender and their one conversation.

use sqlx::PgPool;

use super::world::{World, Written, until};

#[sqlx::test(migrations = "../../migrations")]
async fn ten_pictures_at_once_are_one_conversation_in_their_order(pool: PgPool) {
    let world = World::new(pool).await;
    let pictures: Vec<_> = (0..10).map(|_| Written::picture("5562998765432")).collect();
    for picture in &pictures {
        world.write(picture).await;
    }
    let running = world.run(2);
    until("all are in the thread", async || {
        world.count("select count(*) from messages where kind = 'image'").await == 10
            && world.count("select count(*) from jobs where name = 'take_in'").await == 0
    })
    .await;
    drop(running);
    assert_eq!(world.count("select count(*) from conversations").await, 1);
    let sids = world
        .list("select provider_message_id from messages where kind = 'image' order by seq")
        .await;
    assert_eq!(
        sids,
        pictures.iter().map(|picture| picture.sid.clone()).collect::<Vec<_>>()
    );
    // asked once, not ten times, and not taken for an answer
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'outbound'")
            .await,
        1
    );
    assert_eq!(world.list("select status from conversations").await, ["automation"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn both_spellings_of_a_number_are_one_contact(pool: PgPool) {
    let world = World::new(pool).await;
    world.text("556298765432", "oi").await;
    world.text("5562998765432", "bom dia").await;
    assert_eq!(world.count("select count(*) from contacts").await, 1);
    assert_eq!(world.count("select count(*) from conversations").await, 1);
    assert_eq!(
        world
            .list("select value from contact_identities where kind = 'wa_id' order by created_at, value desc")
            .await,
        ["556298765432", "5562998765432"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn both_spellings_at_once_are_one_contact(pool: PgPool) {
    let world = World::new(pool).await;
    let running = world.run(2);
    for number in 0..20 {
        // the ordering key is the same for both; a contact that only a race could double is made ten times over
        let (old, new) = (format!("55629876{number:04}"), format!("556299876{number:04}"));
        let (from_old, from_new) = (Written::text(&old, "oi"), Written::text(&new, "oi"));
        tokio::join!(world.write(&from_old), world.write(&from_new));
    }
    until("all are in a thread", async || {
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await
            == 40
    })
    .await;
    drop(running);
    assert_eq!(world.count("select count(*) from contacts").await, 20);
    assert_eq!(world.count("select count(*) from conversations").await, 20);
}

#[sqlx::test(migrations = "../../migrations")]
async fn somebody_unknown_becomes_a_contact_with_their_name(pool: PgPool) {
    let world = World::new(pool).await;
    world
        .write(&Written::text("5562998765432", "oi").with("ProfileName", "Zefa 🌻"))
        .await;
    world.write(&Written::text("351912345678", "olá")).await;
    world.take_in().await;
    assert_eq!(
        world.list("select display_name from contacts order by 1").await,
        ["+351912345678", "Zefa 🌻"]
    );
    assert_eq!(
        world
            .count("select count(*) from conversations where customer_id is null")
            .await,
        2
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_subscriber_is_recognised_without_the_ninth_digit(pool: PgPool) {
    let world = World::new(pool).await;
    let phone = enlace_testing::customer(&world.desk, "Maria da Silva").await;
    let digits = phone.as_str().trim_start_matches('+');
    let old_spelling = format!("{}{}", &digits[..4], &digits[5..]);
    world.text(&old_spelling, "oi").await;
    assert_eq!(
        world
            .list("select u.name from conversations c join customers u on u.id = c.customer_id")
            .await,
        ["Maria da Silva"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_without_a_number_is_known_by_their_id_and_later_by_both(pool: PgPool) {
    let world = World::new(pool).await;
    let hidden = Written::text("", "oi").with("ExternalUserId", "whatsapp:ID.BR.13491208655302741918");
    world.write(&hidden).await;
    world.take_in().await;
    let shown = Written::text("5562998765432", "oi").with("ExternalUserId", "whatsapp:ID.BR.13491208655302741918");
    world.write(&shown).await;
    world.take_in().await;
    world.text("5562998765432", "oi").await;
    assert_eq!(world.count("select count(*) from contacts").await, 1);
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await,
        3
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_unknown_kind_is_a_placeholder_and_stops_nobody(pool: PgPool) {
    let world = World::new(pool).await;
    world
        .write(&Written::text("5562998765432", "").with("MessageType", "hologram"))
        .await;
    world.text("5562998765432", "oi").await;
    assert_eq!(
        world
            .list("select kind from messages where direction = 'inbound' order by seq")
            .await,
        ["unsupported", "text"]
    );
    assert_eq!(
        world
            .list("select extra ->> 'original_type' from messages where kind = 'unsupported'")
            .await,
        ["hologram"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn taken_in_twice_it_is_there_once_even_when_closed_between(pool: PgPool) {
    let world = World::new(pool).await;
    let written = Written::text("5562998765432", "oi");
    world.write(&written).await;
    enlace_store::arrivals::let_all_in(&world.pool).await.unwrap();
    world.sql("create table kept as select * from jobs").await;
    world.take_in().await;
    world
        .sql("update conversations set status = 'closed', closed_at = now()")
        .await;
    // the same job once more, as a worker would run it whose commit was lost to it
    world
        .sql(
            "insert into jobs (name, payload, ordering_key, priority, max_attempts)
             select name, payload, ordering_key, priority, max_attempts from kept",
        )
        .await;
    world.take_in().await;
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from conversations").await, 1);
    assert_eq!(world.count("select count(*) from jobs where name = 'take_in'").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_after_closing_opens_a_new_conversation(pool: PgPool) {
    let world = World::new(pool).await;
    world.text("5562998765432", "minha internet caiu").await;
    world
        .sql("update conversations set status = 'closed', closed_at = now()")
        .await;
    world.text("5562998765432", "minha internet caiu de novo").await;
    assert_eq!(world.count("select count(*) from contacts").await, 1);
    let protocols = world.list("select protocol from conversations order by protocol").await;
    assert_eq!(protocols.len(), 2);
    assert_ne!(protocols[0], protocols[1]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_event_that_cannot_be_understood_stops_nobody(pool: PgPool) {
    let world = World::new(pool).await;
    world.write(&Written::text("5562998765432", "oi")).await;
    world.sql("update inbound_arrivals set body = '{}'").await;
    world.text("5562998765432", "bom dia").await;
    assert_eq!(
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await,
        1
    );
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 1);
}
