//! What a subscriber does to a message afterwards.

use enlace_desk::{reply, thread};
use enlace_domain::{QueueKey, Role};
use enlace_store::messages::{self, Changed};
use enlace_testing::person;
use sqlx::PgPool;
use uuid::Uuid;

use super::world::World;

const FROM: &str = "5562998765432";

#[sqlx::test(migrations = "../../migrations")]
async fn an_edit_keeps_what_was_said_before_and_happens_once(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = world.text(FROM, "minha internet cai").await;
    let mut conn = world.pool.acquire().await.unwrap();
    let before = world.count("select count(*) from event_stream").await;
    for _ in 0..2 {
        let changed = messages::edit(&mut conn, world.channel, &sid, "minha internet caiu")
            .await
            .unwrap();
        assert!(matches!(changed, Changed::Done(_)));
    }
    assert_eq!(world.count("select count(*) from event_stream").await, before + 2);
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    let conversation = world.conversation().await;
    let message = thread::view(&world.desk, &ana, conversation)
        .await
        .unwrap()
        .messages
        .remove(0);
    assert_eq!(message.body, "minha internet caiu");
    assert!(message.attached.edited_at.is_some());
    let earlier = thread::earlier_words(&world.desk, &ana, message.id).await.unwrap();
    assert_eq!(
        earlier.iter().map(|words| &*words.body).collect::<Vec<_>>(),
        ["minha internet cai"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_taken_back_keeps_its_words_for_the_record(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = world.text(FROM, "me enganei").await;
    let mut conn = world.pool.acquire().await.unwrap();
    messages::revoke(&mut conn, world.channel, &sid).await.unwrap();
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    let conversation = world.conversation().await;
    let message = thread::view(&world.desk, &ana, conversation)
        .await
        .unwrap()
        .messages
        .remove(0);
    assert!(message.attached.revoked_at.is_some());
    assert_eq!(message.body, "me enganei");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_change_of_an_unknown_message_says_so(pool: PgPool) {
    let world = World::new(pool).await;
    let mut conn = world.pool.acquire().await.unwrap();
    let edited = messages::edit(&mut conn, world.channel, "SM0", "oi").await.unwrap();
    assert_eq!(edited, Changed::Unknown);
    let revoked = messages::revoke(&mut conn, world.channel, "SM0").await.unwrap();
    assert_eq!(revoked, Changed::Unknown);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_change_of_what_was_answered_starts_no_clock(pool: PgPool) {
    let world = World::new(pool).await;
    let sid = world
        .text(FROM, "minha internet caiu, estou totalmente sem conexão desde cedo")
        .await;
    let waiting = "select count(*) from conversations where waiting_since is not null or due_at is not null";
    let mut conn = world.pool.acquire().await.unwrap();
    messages::edit(&mut conn, world.channel, &sid, "a minha internet caiu")
        .await
        .unwrap();
    assert_eq!(world.count(waiting).await, 1, "they wait as before");
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let conversation = world.conversation().await;
    reply::send(
        &world.desk,
        &ana,
        conversation,
        Uuid::new_v4(),
        "Já estou vendo.".to_owned(),
    )
    .await
    .unwrap();
    assert_eq!(world.count(waiting).await, 0);
    messages::edit(&mut conn, world.channel, &sid, "a internet caiu")
        .await
        .unwrap();
    messages::revoke(&mut conn, world.channel, &sid).await.unwrap();
    assert_eq!(world.count(waiting).await, 0);
}
