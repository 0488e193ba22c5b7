//! From webhook to database and back over every vendor: one suite, the faults of the town included.

use enlace_desk::{reply, thread};
use enlace_domain::{Role, WaId, view::ThreadMessage};
use enlace_simulator::{
    CallbackFault, MessageId, SendFault, SentToSubscriber, Town, TownLine, WebhookFault, Writer, Written,
};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::{World, until},
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const UNCLEAR: &str = "oi, tudo bem?";

struct Scene {
    kind: ProviderKind,
    world: World,
    town: Town,
    line: TownLine,
}

impl Scene {
    async fn set(pool: PgPool, kind: ProviderKind) -> Self {
        let (world, town, line) = beside(pool, kind).await;
        let line = town.line(line).unwrap();
        Self {
            kind,
            world,
            town,
            line,
        }
    }

    /// Somebody writes, and the desk does what follows from it.
    async fn hears(&self, who: &Writer, written: impl Into<Written>) -> MessageId {
        let id = self.line.write(who.clone(), written).await.unwrap();
        self.world.work().await;
        id
    }

    /// What has reached somebody.
    fn reached(&self, who: &Writer) -> Vec<SentToSubscriber> {
        let outbox = self.town.outbox().into_iter();
        outbox.filter(|sent| sent.to == who.wa_id).collect()
    }

    /// Works until somebody was sent so many messages.
    async fn reaches(&self, who: &Writer, count: usize) -> SentToSubscriber {
        until("it has reached them", async || {
            self.world.hurry().await;
            self.reached(who).len() >= count
        })
        .await;
        let sent = self.reached(who);
        assert_eq!(sent.len(), count, "{}", self.kind);
        sent.last().unwrap().clone()
    }

    /// Works until a message of ours, known by its words, stands so.
    async fn stands(&self, words: &str, wanted: &str) {
        until(wanted, async || {
            self.world.hurry().await;
            let status: Option<String> = sqlx::query_scalar("select status from messages where body like $1 || '%'")
                .bind(words)
                .fetch_optional(&self.world.pool)
                .await
                .unwrap();
            status.as_deref() == Some(wanted)
        })
        .await;
    }

    async fn thread(&self) -> Vec<ThreadMessage> {
        let ana = person(&self.world.desk, "Ana Lima", Role::Agent, &[]).await;
        let conversation = self.world.conversation().await;
        thread::view(&self.world.desk, &ana, conversation)
            .await
            .unwrap()
            .messages
    }
}

fn dora() -> Writer {
    Writer {
        wa_id: WaId::parse("556298765432").unwrap(),
        profile_name: "Dora".to_owned(),
    }
}

/// Webhooks that come twice, an answer, and its ticks, twice and out of order.
async fn a_word_and_its_answer(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::set(pool, kind).await;
    scene.line.faults().next_webhooks(WebhookFault::Duplicate, 1);
    scene.line.faults().next_callbacks(CallbackFault::Shuffle, 1);
    scene.hears(&ze(), CLEAR).await;
    let sent = scene.reaches(&ze(), 1).await;
    scene.stands("Oi", "delivered").await;
    scene.town.mark_read(&sent.sid).await.unwrap();
    scene.stands("Oi", "read").await;
    let count = async |query| scene.world.count(query).await;
    assert_eq!(
        count("select count(*) from messages where direction = 'inbound'").await,
        1
    );
    assert_eq!(count("select count(*) from conversations").await, 1);
    assert_eq!(count("select count(*) from contacts").await, 1);
    assert_eq!(count("select count(*) from jobs where state = 'dead'").await, 0);
}

/// A question with choices, answered by a tap or, where there is nothing to tap, by its number.
async fn a_question_and_its_answer(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::set(pool, kind).await;
    scene.hears(&dora(), UNCLEAR).await;
    let asked = scene.reaches(&dora(), 1).await;
    let answer = match asked.choices.iter().find(|choice| choice.id == "cancellation") {
        Some(choice) => Written::Choice {
            title: choice.title.clone(),
            payload: choice.id.clone(),
        },
        None => {
            let line = asked.body.lines().find(|line| line.contains("ancel")).unwrap();
            Written::Text(line.chars().take_while(char::is_ascii_digit).collect())
        }
    };
    scene.hears(&dora(), answer).await;
    let queues = "select queue_key from conversations where queue_key is not null";
    assert_eq!(scene.world.list(queues).await, ["cancellation"], "{kind}");
}

/// All that is not words, and what becomes of words afterwards.
async fn all_else_that_people_send(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::set(pool, kind).await;
    let first = scene.hears(&ze(), CLEAR).await;
    let second = scene.hears(&ze(), "me enganei").await;
    let card = Written::Contact {
        name: "Pedro Alves".to_owned(),
        number: "556298765432".to_owned(),
    };
    let home = Written::Location {
        latitude: -16.68,
        longitude: -49.26,
        address: "Rua 8, 120".to_owned(),
    };
    let reaction = Written::Reaction {
        to: first.clone(),
        emoji: "👍".to_owned(),
    };
    let strange = Written::Unknown {
        message_type: "poll_creation".to_owned(),
    };
    for written in [card, home, Written::Sticker, reaction, strange] {
        scene.hears(&ze(), written).await;
    }
    let edit = Written::Edit {
        original: first.clone(),
        text: "minha internet voltou".to_owned(),
    };
    scene.hears(&ze(), edit).await;
    scene.hears(&ze(), Written::Delete { original: second }).await;

    let kinds = "select kind from messages where direction = 'inbound' order by seq";
    let mut expected = vec![
        "text",
        "text",
        "contacts",
        "location",
        "sticker",
        "reaction",
        "unsupported",
    ];
    // which message was changed Twilio does not tell: both changes are in the thread by their name
    if kind == ProviderKind::Twilio {
        expected.extend(["unsupported", "unsupported"]);
    }
    assert_eq!(scene.world.list(kinds).await, expected, "{kind}");
    assert_eq!(
        scene.world.count("select count(*) from conversations").await,
        1,
        "{kind}"
    );
    assert_eq!(
        scene
            .world
            .count("select count(*) from jobs where state = 'dead'")
            .await,
        0,
        "{kind}"
    );
    let thread = scene.thread().await;
    let said: Vec<_> = thread
        .iter()
        .filter(|message| message.body == "minha internet voltou")
        .collect();
    let revoked = thread
        .iter()
        .filter(|message| message.attached.revoked_at.is_some())
        .count();
    let changes = usize::from(kind != ProviderKind::Twilio);
    assert_eq!((said.len(), revoked), (changes, changes), "{kind}");
}

/// A vendor that refuses, is cut off after taking a message, and works again: each leaves once, in order.
async fn a_vendor_in_trouble(pool: PgPool, kind: ProviderKind) {
    let scene = Scene::set(pool, kind).await;
    scene.hears(&ze(), CLEAR).await;
    scene.reaches(&ze(), 1).await;
    let ana = person(&scene.world.desk, "Bia Reis", Role::Agent, enlace_domain::QueueKey::ALL).await;
    let conversation = scene.world.conversation().await;
    scene.line.faults().next_sends(SendFault::Unavailable, 1);
    scene.line.faults().next_sends(SendFault::Throttled { seconds: 1 }, 1);
    scene.line.faults().next_sends(SendFault::CutAfterAccept, 1);
    for text in ["um", "dois"] {
        reply::send(&scene.world.desk, &ana, conversation, Uuid::new_v4(), text.to_owned())
            .await
            .unwrap();
    }
    // who can't tell whether it was taken asks people, at once where no report can tell either, and holds nothing up
    until("both have left", async || {
        scene.world.sql("update send_pace set arrival_at = now()").await;
        scene.world.hurry().await;
        if kind != ProviderKind::Maytapi {
            let doubt = "update outbox set attempted_at = attempted_at - interval '20 minutes',
                             updated_at = updated_at - interval '20 minutes' where state = 'in_doubt'";
            scene.world.sql(doubt).await;
        }
        scene.reached(&ze()).len() >= 3
    })
    .await;
    scene.world.hurry().await;
    let bodies: Vec<_> = scene.reached(&ze()).into_iter().skip(1).map(|sent| sent.body).collect();
    assert_eq!(bodies, ["um", "dois"], "{kind}");
    if kind == ProviderKind::Maytapi {
        let asked = "select count(*) from outbox where undecided_at is not null";
        assert_eq!(scene.world.count(asked).await, 1);
    }
    let doubled = scene.reached(&ze()).iter().any(|sent| sent.doubled || sent.reordered);
    assert!(!doubled, "{kind}");
}

macro_rules! over {
    ($($name:ident: $kind:ident),* $(,)?) => {$(
        mod $name {
            use super::*;

            #[sqlx::test(migrations = "../../migrations")]
            async fn a_word_and_its_answer(pool: PgPool) {
                super::a_word_and_its_answer(pool, ProviderKind::$kind).await;
            }

            #[sqlx::test(migrations = "../../migrations")]
            async fn a_question_and_its_answer(pool: PgPool) {
                super::a_question_and_its_answer(pool, ProviderKind::$kind).await;
            }

            #[sqlx::test(migrations = "../../migrations")]
            async fn all_else_that_people_send(pool: PgPool) {
                super::all_else_that_people_send(pool, ProviderKind::$kind).await;
            }

            #[sqlx::test(migrations = "../../migrations")]
            async fn a_vendor_in_trouble(pool: PgPool) {
                super::a_vendor_in_trouble(pool, ProviderKind::$kind).await;
            }
        }
    )*};
}

over! {
    twilio: Twilio,
    meta: CloudApi,
    dialog360: Dialog360,
    maytapi: Maytapi,
}
