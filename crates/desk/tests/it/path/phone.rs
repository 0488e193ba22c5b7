//! What the provider's own people write on the phone itself: it is in the thread, once, and answers the subscriber.

use enlace_desk::{insight, reply, thread};
use enlace_domain::{QueueKey, Role, WaId, view::Author};
use enlace_simulator::{MessageId, Town, TownLine};
use enlace_store::{
    conversations,
    messages::{self, Changed},
};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::World,
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const TEXT: &str = "Já estamos a caminho.";
const WAITING: &str = "select count(*) from conversations where waiting_since is not null or due_at is not null";
const PHONE: &str = "select count(*) from messages where author_kind = 'phone'";
const SAID: &str = "select count(*) from messages where body = 'Já estamos a caminho.'";
const CONVERSATIONS: &str = "select status from conversations order by created_at";
const WRITERS: &str = "select author_kind from messages where author_kind in ('phone', 'subscriber') order by position";

struct Scene {
    world: World,
    // it ends with its last clone
    _town: Town,
    line: TownLine,
}

impl Scene {
    /// Nobody has written yet.
    async fn empty(pool: PgPool, kind: ProviderKind) -> Self {
        let (world, town, name) = beside(pool, kind).await;
        let line = town.line(name).unwrap();
        Self {
            world,
            _town: town,
            line,
        }
    }

    /// Zé waits for an answer.
    async fn waiting(pool: PgPool, kind: ProviderKind) -> Self {
        let scene = Self::empty(pool, kind).await;
        scene.hears(CLEAR).await;
        assert_eq!(scene.world.count(WAITING).await, 1);
        scene
    }

    async fn hears(&self, text: &str) {
        self.line.write(ze(), text).await.unwrap();
        self.world.take_in().await;
    }

    async fn on_phone(&self, text: &str) -> MessageId {
        let id = self.line.write_on_phone(&zes_number(), text).await.unwrap();
        self.world.take_in().await;
        id
    }

    /// The provider tells of this message as of one written on the phone.
    async fn echoes(&self, id: &str, text: &str) {
        let id = MessageId::from(id);
        self.line.tell_written_on_phone(&id, &zes_number(), text).await.unwrap();
        self.world.take_in().await;
    }

    /// Ana answers, and her answer stands like this.
    async fn answered(&self, state: &'static str) {
        let ana = person(&self.world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
        let conversation = self.world.conversation().await;
        reply::send(&self.world.desk, &ana, conversation, Uuid::new_v4(), TEXT.to_owned())
            .await
            .unwrap();
        self.world.sql("delete from jobs").await;
        self.world
            .sql(
                "update outbox set attempts = 1, attempted_at = now()
                 where message_id = (select id from messages where author_kind = 'person')",
            )
            .await;
        self.stands(state, None).await;
    }

    /// Where Ana's answer stands, and the provider's id of it.
    async fn stands(&self, state: &str, id: Option<&str>) {
        sqlx::query(
            "update outbox set state = $1 where message_id = (select id from messages where author_kind = 'person')",
        )
        .bind(state)
        .execute(&self.world.pool)
        .await
        .unwrap();
        sqlx::query(
            "update messages set provider_message_id = $1, status = case when $1 is null then status else 'sent' end
             where author_kind = 'person'",
        )
        .bind(id)
        .execute(&self.world.pool)
        .await
        .unwrap();
    }
}

/// Zé's, with the ninth digit that he writes without.
fn zes_number() -> WaId {
    WaId::parse("5562981234567").unwrap()
}

async fn it_is_there_once_and_stops_the_wait(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::waiting(pool, kind).await;
    let id = scene.on_phone(TEXT).await;
    for _ in 0..2 {
        scene.echoes(id.as_str(), TEXT).await;
    }
    let world = &scene.world;
    assert_eq!(world.list(CONVERSATIONS).await, ["waiting"]);
    assert_eq!(world.count("select count(*) from contacts").await, 1);
    assert_eq!(world.list(WRITERS).await, ["subscriber", "phone"]);
    assert_eq!(world.count(WAITING).await, 0);
    let answered = "select count(*) from conversations
                    where first_answered_at is not null and first_due_at is not null and assigned_person_id is null";
    assert_eq!(world.count(answered).await, 1);
    let outbox = "select count(*) from outbox o join messages m on m.id = o.message_id where m.author_kind = 'phone'";
    assert_eq!(world.count(outbox).await, 0);
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    let view = thread::view(&world.desk, &ana, world.conversation().await)
        .await
        .unwrap();
    let shown = view.messages.iter().find(|message| message.body == TEXT).unwrap();
    assert_eq!(shown.author, Author::Phone);
    // and who writes again waits again
    scene.hears("e agora?").await;
    assert_eq!(world.count(WAITING).await, 1);
    assert_eq!(world.count("select count(*) from jobs where state = 'dead'").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_maytapi_it_is_there_once_and_stops_the_wait(pool: PgPool) {
    it_is_there_once_and_stops_the_wait(pool, ProviderKind::Maytapi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_meta_it_is_there_once_and_stops_the_wait(pool: PgPool) {
    it_is_there_once_and_stops_the_wait(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_360dialog_it_is_there_once_and_stops_the_wait(pool: PgPool) {
    it_is_there_once_and_stops_the_wait(pool, ProviderKind::Dialog360).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_written_before_a_question_does_not_answer_it(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::CloudApi).await;
    scene
        .world
        .sql("update messages set provider_at = provider_at + interval '1 hour' where direction = 'inbound'")
        .await;
    scene.on_phone(TEXT).await;
    assert_eq!(scene.world.list(WRITERS).await, ["phone", "subscriber"]);
    assert_eq!(scene.world.count(WAITING).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_question_that_comes_after_its_answer_waits_for_nothing(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::CloudApi).await;
    scene.on_phone(TEXT).await;
    scene
        .world
        .sql(
            "update messages set provider_at = provider_at + interval '1 hour', created_at = created_at + interval '1 hour'
             where author_kind = 'phone'",
        )
        .await;
    scene.hears("alguém aí?").await;
    assert_eq!(scene.world.list(WRITERS).await, ["subscriber", "subscriber", "phone"]);
    assert_eq!(scene.world.count(WAITING).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_phone_whose_clock_is_fast_answers_nothing_that_is_asked_afterwards(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene.on_phone(TEXT).await;
    scene
        .world
        .sql(
            "update messages
             set provider_at = provider_at + interval '1 hour', created_at = created_at - interval '20 minutes'
             where author_kind = 'phone'",
        )
        .await;
    scene.hears("alguém aí?").await;
    assert_eq!(scene.world.count(WAITING).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_automation_asked_is_not_queued_where_the_phone_has_answered(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene
        .world
        .sql("update conversations set status = 'automation', asked_at = now() - interval '11 minutes'")
        .await;
    let mut conn = scene.world.pool.acquire().await.unwrap();
    let asked = conversations::unanswered_questions(&mut conn, 10, 9).await.unwrap();
    assert_eq!(asked.len(), 1);
    scene.on_phone(TEXT).await;
    let asked = conversations::unanswered_questions(&mut conn, 10, 9).await.unwrap();
    assert_eq!(asked, []);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_echo_of_our_own_message_is_not_doubled(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::CloudApi).await;
    scene.answered("sending").await;
    scene.stands("sent", Some("wamid.own")).await;
    scene.echoes("wamid.own", TEXT).await;
    assert_eq!(scene.world.count(SAID).await, 1);
    assert_eq!(scene.world.count(PHONE).await, 0);
    // the same words of another id were written again
    scene.echoes("wamid.other", TEXT).await;
    assert_eq!(scene.world.count(PHONE).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_echo_that_is_faster_than_the_answer_waits_for_it(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::CloudApi).await;
    scene.answered("sending").await;
    scene.echoes("wamid.own", TEXT).await;
    scene.echoes("wamid.other", "Outra coisa").await;
    assert_eq!(scene.world.count(PHONE).await, 0);
    assert!(!scene.world.is_done().await, "both wait");
    scene.stands("sent", Some("wamid.own")).await;
    for _ in 0..2 {
        scene.world.hurry().await;
    }
    assert!(scene.world.is_done().await);
    assert_eq!(scene.world.count(SAID).await, 1);
    assert_eq!(
        scene
            .world
            .list("select body from messages where author_kind = 'phone'")
            .await,
        ["Outra coisa"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_echo_settles_a_doubt_by_its_words(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene.answered("in_doubt").await;
    scene.echoes("true_556281234567@c.us_1", "Outra coisa").await;
    assert_eq!(scene.world.count(PHONE).await, 1);
    scene.echoes("true_556281234567@c.us_2", TEXT).await;
    assert_eq!(scene.world.count(PHONE).await, 1);
    assert_eq!(scene.world.count(SAID).await, 1);
    let own = "select concat(o.state, ' ', m.status, ' ', m.provider_message_id) from outbox o
               join messages m on m.id = o.message_id where m.author_kind = 'person'";
    assert_eq!(scene.world.list(own).await, ["sent sent true_556281234567@c.us_2"]);
}

/// An answer in doubt stays so, and what is written is there.
async fn it_settles_no_doubt(pool: PgPool, kind: ProviderKind, attempted: &'static str) {
    let scene = Scene::waiting(pool, kind).await;
    scene.answered("in_doubt").await;
    scene.world.sql(attempted).await;
    scene.on_phone(TEXT).await;
    assert_eq!(scene.world.count(PHONE).await, 1);
    let doubts = "select count(*) from outbox where state = 'in_doubt'";
    assert_eq!(scene.world.count(doubts).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_doubt_of_before_is_settled_by_nothing_that_is_written_now(pool: PgPool) {
    let before = "update outbox set attempted_at = now() - interval '6 minutes'";
    it_settles_no_doubt(pool, ProviderKind::Maytapi, before).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_meta_words_settle_no_doubt_for_it_tells_only_of_the_phone(pool: PgPool) {
    let just_now = "update outbox set attempted_at = now() - interval '1 second'";
    it_settles_no_doubt(pool, ProviderKind::CloudApi, just_now).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_maytapi_an_echo_by_another_id_is_known_by_its_words_once(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene.answered("sending").await;
    scene.stands("sent", Some("50d8b950-a67f")).await;
    scene.echoes("true_556281234567@c.us_1", TEXT).await;
    assert_eq!(scene.world.count(SAID).await, 1);
    scene.echoes("true_556281234567@c.us_2", TEXT).await;
    assert_eq!(scene.world.count(PHONE).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_maytapi_an_echo_of_a_second_attempt_is_known_too(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene.answered("sending").await;
    scene.stands("sent", Some("50d8b950-a67f")).await;
    scene
        .world
        .sql(
            "insert into earlier_sends (channel_id, provider_message_id, message_id, replaced_at)
             select channel_id, 'of-the-first', id, now() - interval '1 hour' from messages where author_kind = 'person'",
        )
        .await;
    scene.echoes("true_556281234567@c.us_1", TEXT).await;
    assert_eq!(scene.world.count(PHONE).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn in_what_is_over_it_stands_and_opens_nothing(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::Maytapi).await;
    scene
        .world
        .sql("update conversations set status = 'closed', closed_at = now(), waiting_since = null, due_at = null")
        .await;
    scene.on_phone(TEXT).await;
    assert_eq!(scene.world.list(CONVERSATIONS).await, ["closed"]);
    assert_eq!(scene.world.list(WRITERS).await, ["subscriber", "phone"]);
    let answered = "select count(*) from conversations where first_answered_at is not null";
    assert_eq!(scene.world.count(answered).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_never_talked_to_us_gets_a_conversation_that_is_over(pool: PgPool) {
    let scene = Scene::empty(pool, ProviderKind::Maytapi).await;
    for text in [TEXT, "Tudo certo?"] {
        scene.on_phone(text).await;
    }
    assert_eq!(scene.world.list(CONVERSATIONS).await, ["closed"]);
    assert_eq!(scene.world.count(PHONE).await, 2);
    let sent = "select count(*) from outbox";
    assert_eq!(scene.world.count(sent).await, 0, "nobody is asked anything");
    insight::catch_up(&scene.world.desk).await.unwrap();
    let facts = "select count(*) from insight_facts";
    assert_eq!(scene.world.count(facts).await, 0, "nobody reported or settled anything");
    let nameless = "select count(*) from contacts where display_name like '(%'";
    assert_eq!(scene.world.count(nameless).await, 1);
    scene.hears(CLEAR).await;
    assert_eq!(
        scene.world.count(nameless).await,
        0,
        "now they have said what they are called"
    );
    insight::catch_up(&scene.world.desk).await.unwrap();
    assert_eq!(scene.world.count(facts).await, 1);
    assert_eq!(scene.world.list(CONVERSATIONS).await, ["closed", "waiting"]);
    assert_eq!(scene.world.count("select count(*) from contacts").await, 1);
}

async fn what_is_taken_back_there_is_so_in_the_thread(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::waiting(pool, kind).await;
    let id = scene.on_phone(TEXT).await;
    scene.line.take_back_on_phone(&zes_number(), &id).await.unwrap();
    scene.world.take_in().await;
    let revoked = "select count(*) from messages where author_kind = 'phone' and revoked_at is not null";
    assert_eq!(scene.world.count(revoked).await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_maytapi_what_is_taken_back_there_is_so_in_the_thread(pool: PgPool) {
    what_is_taken_back_there_is_so_in_the_thread(pool, ProviderKind::Maytapi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn at_meta_what_is_taken_back_there_is_so_in_the_thread(pool: PgPool) {
    what_is_taken_back_there_is_so_in_the_thread(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_changed_on_the_phone_keeps_what_was_said_before(pool: PgPool) {
    let scene = Scene::waiting(pool, ProviderKind::CloudApi).await;
    let id = scene.on_phone(TEXT).await;
    let mut conn = scene.world.pool.acquire().await.unwrap();
    let changed = messages::edit(&mut conn, scene.world.channel, id.as_str(), "Chegamos.")
        .await
        .unwrap();
    assert!(matches!(changed, Changed::Done(_)));
    assert_eq!(
        scene
            .world
            .list("select body from messages where author_kind = 'phone'")
            .await,
        ["Chegamos."]
    );
    assert_eq!(scene.world.count("select count(*) from message_versions").await, 1);
}
