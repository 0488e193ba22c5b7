//! People whose number WhatsApp does not show: they are answered by their id, and a number of theirs is the same person
//! where somebody of the desk has said so.

use enlace_desk::{Actor, assign, contacts, reply};
use enlace_domain::{ConversationId, QueueKey, Role};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::{World, Written, until},
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const BOTH: &str = "whatsapp:ID.BR.13491208655302741918";
const NUMBER: &str = "556298765432";

async fn ana(world: &World) -> Actor {
    person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await
}

async fn is_answered(pool: PgPool, kind: ProviderKind) {
    let (world, town, line) = beside(pool, kind).await;
    let on = town.line(line).unwrap();
    on.hide_number(ze());
    on.write(ze(), CLEAR).await.unwrap();
    world.work().await;
    let conversation = world.conversation().await;
    assert_eq!(world.list("select kind from contact_identities").await, ["bsuid"]);
    let ana = ana(&world).await;
    let text = "Já estou olhando a sua linha".to_owned();
    reply::send(&world.desk, &ana, conversation, Uuid::new_v4(), text.clone())
        .await
        .unwrap();
    until("it has reached them", async || {
        world.hurry().await;
        town.outbox().iter().any(|sent| sent.body == text)
    })
    .await;
    assert!(town.outbox().iter().all(|sent| sent.to == ze().wa_id));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_without_a_number_is_answered_at_meta(pool: PgPool) {
    is_answered(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_without_a_number_is_answered_at_360dialog(pool: PgPool) {
    is_answered(pool, ProviderKind::Dialog360).await;
}

/// The conversation of somebody who writes with their id, their number or both.
async fn write(world: &World, number: &str, id: Option<&str>) -> ConversationId {
    let written = Written::text(number, CLEAR);
    world
        .write(&match id {
            Some(id) => written.with("ExternalUserId", id),
            None => written,
        })
        .await;
    world.take_in().await;
    let newest: Uuid = sqlx::query_scalar(
        "select conversation_id from messages where direction = 'inbound' order by seq desc limit 1",
    )
    .fetch_one(&world.pool)
    .await
    .unwrap();
    newest.into()
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_names_both_goes_on_in_the_talk_that_is_open_once_they_are_one(pool: PgPool) {
    let world = World::new(pool).await;
    let ana = ana(&world).await;
    let by_id = write(&world, "", Some(BOTH)).await;
    let by_number = write(&world, NUMBER, None).await;
    assert_ne!(by_id, by_number);
    assign::close(&world.desk, &ana, by_number).await.unwrap();

    let found = contacts::candidates(&world.desk, &ana, by_id, NUMBER).await.unwrap();
    contacts::merge(&world.desk, &ana, by_id, found[0].contact)
        .await
        .unwrap();
    assert_eq!(write(&world, NUMBER, Some(BOTH)).await, by_id);

    let merge: Uuid = sqlx::query_scalar("select id from contact_merges")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    contacts::undo(&world.desk, &ana, by_id, merge.into()).await.unwrap();
    let apart = write(&world, NUMBER, Some(BOTH)).await;
    assert!(
        apart != by_id && apart != by_number,
        "the number counts first, and has a talk of its own"
    );
}
