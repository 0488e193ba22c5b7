//! What a subscriber wrote stands in the order it was written in, where the provider says when, however it was delivered.

use enlace_desk::{Actor, Desk, board, read_mark, reply, thread};
use enlace_domain::{ConversationId, Direction, MessageKind, QueueKey, Role, view::ThreadMessage};
use enlace_simulator::WebhookFault;
use enlace_store::messages::{self, NewInboundMessage};
use enlace_testing::{channel, conversation_waiting, person};
use enlace_whatsapp::ProviderKind;
use serde_json::json;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    vendors::{at_pace, ze},
    world::until,
};

/// The town's pace at which a webhook waits six seconds for the next.
const HELD_BACK_FOR_LONG: f64 = 10.0;

/// The town tells the first of two after the second.
async fn told_the_wrong_way_round(pool: PgPool, kind: ProviderKind) {
    let (world, town, line) = at_pace(pool, kind, HELD_BACK_FOR_LONG).await;
    let line = town.line(line).unwrap();
    line.faults().next_webhooks(WebhookFault::Shuffle, 1);
    let first = tokio::spawn({
        let line = line.clone();
        async move { line.write(ze(), "minha internet caiu, estou sem conexão").await }
    });
    until("the first is held back", async || {
        town.account().webhooks_reordered == 1
    })
    .await;
    // the providers count seconds
    let written = OffsetDateTime::now_utc().unix_timestamp();
    until("the next second", async || {
        OffsetDateTime::now_utc().unix_timestamp() > written
    })
    .await;
    line.write(ze(), "já reiniciei o roteador").await.unwrap();
    first.await.unwrap().unwrap();
    until("both are in", async || {
        world.work().await;
        world
            .count("select count(*) from messages where direction = 'inbound'")
            .await
            == 2
    })
    .await;

    let by_arrival = "select body from messages where direction = 'inbound' order by seq";
    assert!(
        world.list(by_arrival).await[0].starts_with("já"),
        "they came the wrong way round"
    );
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let shown = said(&world.desk, &ana, world.conversation().await).await;
    let subscribers = shown.iter().filter(|message| message.direction == Direction::Inbound);
    let words: Vec<&str> = subscribers.map(|message| message.body.as_str()).collect();
    assert_eq!(
        words,
        ["minha internet caiu, estou sem conexão", "já reiniciei o roteador"],
        "{kind}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn webhooks_that_overtook_each_other_stand_as_they_were_written_meta(pool: PgPool) {
    told_the_wrong_way_round(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn webhooks_that_overtook_each_other_stand_as_they_were_written_dialog360(pool: PgPool) {
    told_the_wrong_way_round(pool, ProviderKind::Dialog360).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn webhooks_that_overtook_each_other_stand_as_they_were_written_maytapi(pool: PgPool) {
    told_the_wrong_way_round(pool, ProviderKind::Maytapi).await;
}

async fn said(desk: &Desk, actor: &Actor, conversation: ConversationId) -> Vec<ThreadMessage> {
    thread::view(desk, actor, conversation).await.unwrap().messages
}

/// A conversation whose messages come in with the times that a test gives them, in seconds before now.
struct Scene {
    desk: Desk,
    ana: Actor,
    conversation: ConversationId,
    now: OffsetDateTime,
}

impl Scene {
    async fn set(pool: PgPool) -> Self {
        let desk = enlace_testing::desk(pool);
        Self {
            ana: person(&desk, "Ana", Role::Agent, QueueKey::ALL).await,
            conversation: conversation_waiting(&desk, QueueKey::Commercial).await,
            desk,
            now: OffsetDateTime::now_utc(),
        }
    }

    async fn hears(&self, words: &str, written: Option<i64>, came: i64) {
        let ago = |seconds| self.now - Duration::seconds(seconds);
        let new = NewInboundMessage {
            conversation: self.conversation,
            channel: channel(&self.desk).await,
            kind: MessageKind::Text,
            body: words,
            extra: &json!({}),
            provider_message_id: &Uuid::new_v4().to_string(),
            provider_at: written.map(ago),
            received_at: ago(came),
            waits: true,
        };
        let mut conn = self.desk.pool().acquire().await.unwrap();
        messages::append_inbound(&mut conn, &new).await.unwrap().unwrap();
    }

    async fn thread(&self) -> Vec<ThreadMessage> {
        said(&self.desk, &self.ana, self.conversation).await
    }

    async fn words(&self) -> Vec<String> {
        self.thread().await.into_iter().map(|message| message.body).collect()
    }

    async fn preview(&self) -> String {
        let board = board::snapshot(&self.desk, &self.ana).await.unwrap();
        let card = board.cards.into_iter().find(|card| card.id == self.conversation);
        card.unwrap().preview
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn any_order_of_arrival_ends_in_the_order_of_writing(pool: PgPool) {
    let scene = Scene::set(pool).await;
    for (words, written) in [("um", 60), ("quatro", 57), ("dois", 59), ("cinco", 56), ("três", 58)] {
        scene.hears(words, Some(written), 50).await;
    }
    assert_eq!(scene.words().await, ["um", "dois", "três", "quatro", "cinco"]);
    assert_eq!(scene.preview().await, "cinco", "the card shows what was said last");
    // the provider is told of the last one, and takes those before it for read
    read_mark::seen(&scene.desk, &scene.ana, scene.conversation)
        .await
        .unwrap();
    let marked: String =
        sqlx::query_scalar("select m.body from conversations c join messages m on m.id = c.read_message_id")
            .fetch_one(scene.desk.pool())
            .await
            .unwrap();
    assert_eq!(marked, "cinco");
    // page by page there is neither gap nor overlap
    let shown = scene.thread().await;
    let (older, more) = thread::older(&scene.desk, &scene.ana, scene.conversation, shown[3].position)
        .await
        .unwrap();
    assert_eq!((older.as_slice(), more), (&shown[..3], false));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_album_told_backwards_is_turned_round(pool: PgPool) {
    let scene = Scene::set(pool).await;
    for picture in (0..20_i64).rev() {
        scene.hears(&picture.to_string(), Some(100 - picture), 50).await;
    }
    let expected: Vec<String> = (0..20).map(|picture| picture.to_string()).collect();
    assert_eq!(scene.words().await, expected);
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_one_second_and_without_a_time_the_arrival_decides(pool: PgPool) {
    let scene = Scene::set(pool).await;
    scene.hears("um", Some(60), 50).await;
    scene.hears("dois", Some(60), 50).await;
    scene.hears("três", None, 50).await;
    assert_eq!(scene.words().await, ["um", "dois", "três"]);
    assert_eq!(scene.preview().await, "três");
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_moves_above_what_a_colleague_wrote_without_having_read_it(pool: PgPool) {
    let scene = Scene::set(pool).await;
    scene.hears("já reiniciei", Some(60), 60).await;
    reply::send(
        &scene.desk,
        &scene.ana,
        scene.conversation,
        Uuid::new_v4(),
        "vou verificar".to_owned(),
    )
    .await
    .unwrap();
    scene.hears("caiu a internet", Some(90), 0).await;
    let thread = scene.thread().await;
    let words: Vec<&str> = thread
        .iter()
        .filter(|message| message.direction != Direction::System)
        .map(|message| message.body.as_str())
        .collect();
    assert_eq!(words, ["já reiniciei", "vou verificar", "caiu a internet"]);
    // it says when it was written
    let last = thread.last().unwrap();
    assert_eq!(
        last.written_at.map(OffsetDateTime::unix_timestamp),
        Some((scene.now - Duration::seconds(90)).unix_timestamp())
    );
    assert_eq!(scene.preview().await, "caiu a internet");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_comes_long_after_stands_where_it_is_seen(pool: PgPool) {
    let scene = Scene::set(pool).await;
    scene.hears("dois", Some(7_200), 7_200).await;
    scene.hears("um", Some(7_260), 0).await;
    assert_eq!(scene.words().await, ["dois", "um"]);
    let late: Vec<bool> = scene.thread().await.iter().map(|m| m.written_at.is_some()).collect();
    assert_eq!(late, [false, true]);
}
