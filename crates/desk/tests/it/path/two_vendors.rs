//! Twilio is down: words, a file and a place leave by a number at another vendor, each once, and are heard there.

use bytes::Bytes;
use enlace_desk::{
    Actor, media,
    reply::{self, Answer},
};
use enlace_domain::{ConversationId, QueueKey, Role, view::PlaceView};
use enlace_simulator::{Outage, SentToSubscriber, Town};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use futures::stream;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{twilio_and, ze},
    world::{World, until},
};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 where the cable goes";
const PDF: &[u8] = b"%PDF-1.7 a second copy of the bill";
const GIF: &[u8] = b"GIF89a a cat";

struct Scene {
    world: World,
    town: Town,
    ana: Actor,
    conversation: ConversationId,
}

/// Somebody who has written to both numbers; the conversation is the one on `line`.
async fn scene(pool: PgPool, kind: ProviderKind, line: &str) -> Scene {
    let (world, town, other) = twilio_and(pool, kind).await;
    for name in ["twilio", "line"] {
        town.line(name)
            .unwrap()
            .write(ze(), "minha internet caiu")
            .await
            .unwrap();
        world.work().await;
    }
    until("both are acknowledged", async || {
        world.hurry().await;
        town.outbox().len() == 2 && world.is_done().await
    })
    .await;
    let own = if line == "twilio" { world.channel } else { other };
    let conversation: Uuid = sqlx::query_scalar("select id from conversations where channel_id = $1")
        .bind(own.get())
        .fetch_one(&world.pool)
        .await
        .unwrap();
    sqlx::query("update channels set may_switch = true where id = $1")
        .bind(own.get())
        .execute(&world.pool)
        .await
        .unwrap();
    Scene {
        ana: person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await,
        conversation: conversation.into(),
        world,
        town,
    }
}

impl Scene {
    async fn answer(&self, answer: Answer) {
        reply::send(&self.world.desk, &self.ana, self.conversation, Uuid::new_v4(), answer)
            .await
            .unwrap();
    }

    async fn says(&self, text: &str) {
        self.answer(text.to_owned().into()).await;
    }

    async fn sends(&self, name: &str, bytes: &'static [u8], words: &str) {
        let mut pieces = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(bytes))]);
        let upload = media::take(&self.world.desk, &self.ana, self.conversation, Some(name), &mut pieces)
            .await
            .unwrap();
        self.answer(Answer {
            text: words.to_owned(),
            file: Some(upload.id),
            ..Answer::default()
        })
        .await;
    }

    /// What has reached them since the two acknowledgements.
    fn reached(&self) -> Vec<SentToSubscriber> {
        self.town.outbox().split_off(2)
    }

    async fn reaches(&self, count: usize) -> Vec<SentToSubscriber> {
        until("all have left", async || {
            self.world.hurry().await;
            self.reached().len() >= count
        })
        .await;
        let sent = self.reached();
        assert_eq!(sent.len(), count);
        assert!(!sent.iter().any(|one| one.doubled || one.reordered));
        sent
    }
}

async fn words_a_file_and_a_place_leave_by_another_vendor(pool: PgPool, kind: ProviderKind) {
    let scene = scene(pool, kind, "twilio").await;
    let twilio = scene.town.line("twilio").unwrap();
    twilio.set_outage(Some(Outage::Unavailable));
    scene.says("já vou ver").await;
    scene.sends("cabo.jpg", JPEG, "Encaixe assim").await;
    scene.sends("fatura.pdf", PDF, "").await;
    let shop = PlaceView {
        latitude: -16.6869,
        longitude: -49.2648,
        address: Some("Rua 8, 120".to_owned()),
        label: Some("Loja Centro".to_owned()),
    };
    scene
        .answer(Answer {
            place: Some(shop),
            ..Answer::default()
        })
        .await;
    let sent = scene.reaches(4).await;
    assert!(sent.iter().all(|one| one.line == "line"), "{kind}");
    assert_eq!((&*sent[0].body, &*sent[1].body), ("já vou ver", "Encaixe assim"));
    assert!(sent[3].place.is_some());
    for (file, bytes) in [(1, JPEG), (2, PDF)] {
        let whole = hex::encode(Sha256::digest(bytes));
        until("the other vendor has the whole file", async || {
            scene.reached()[file]
                .media
                .iter()
                .any(|one| one.sha256.as_ref() == Some(&whole))
        })
        .await;
    }
    until("their reports have come", async || {
        scene.world.hurry().await;
        let arrived = "select count(*) from messages where author_kind = 'person' and status in ('delivered', 'read')";
        scene.world.count(arrived).await == 4
    })
    .await;
    let count = async |query| scene.world.count(query).await;
    assert_eq!(
        count("select count(*) from messages where direction = 'system' and body like '%left_by_another%'").await,
        1,
        "the thread is told once"
    );
    assert_eq!(
        count("select count(*) from outbox where doubted or state <> 'sent'").await,
        0
    );

    // what is written there comes into the same thread, and Twilio takes over again once it is back
    scene.town.line("line").unwrap().write(ze(), "obrigado").await.unwrap();
    scene.world.work().await;
    let heard: Uuid = sqlx::query_scalar("select conversation_id from messages where body = 'obrigado'")
        .fetch_one(&scene.world.pool)
        .await
        .unwrap();
    assert_eq!(ConversationId::from(heard), scene.conversation);
    twilio.set_outage(None);
    scene.world.channels_are_well().await;
    scene.says("mais alguma coisa?").await;
    assert_eq!(scene.reaches(5).await[4].line, "twilio");
}

#[sqlx::test(migrations = "../../migrations")]
async fn from_twilio_to_meta(pool: PgPool) {
    words_a_file_and_a_place_leave_by_another_vendor(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn from_twilio_to_360dialog(pool: PgPool) {
    words_a_file_and_a_place_leave_by_another_vendor(pool, ProviderKind::Dialog360).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn from_twilio_to_a_linked_device(pool: PgPool) {
    words_a_file_and_a_place_leave_by_another_vendor(pool, ProviderKind::Maytapi).await;
}

/// Twilio drops the words below a document: with them it waits for its own number, and so does what was written after it.
#[sqlx::test(migrations = "../../migrations")]
async fn what_the_other_vendor_would_spoil_waits(pool: PgPool) {
    let scene = scene(pool, ProviderKind::Maytapi, "line").await;
    let line = scene.town.line("line").unwrap();
    line.set_outage(Some(Outage::Unavailable));
    scene.says("segue a fatura").await;
    scene.reaches(1).await;
    assert_eq!(scene.reached()[0].line, "twilio");
    scene.sends("fatura.pdf", PDF, "Vence dia 10").await;
    scene.says("até logo").await;
    scene.world.hurry().await;
    scene.world.hurry().await;
    assert_eq!(scene.reached().len(), 1);
    line.set_outage(None);
    scene.world.channels_are_well().await;
    let sent = scene.reaches(3).await;
    let shown: Vec<_> = sent[1..].iter().map(|one| (&*one.line, &*one.body)).collect();
    assert_eq!(shown, [("line", "Vence dia 10"), ("line", "até logo")]);
}

/// A kind of file that only the own vendor takes waits as well.
#[sqlx::test(migrations = "../../migrations")]
async fn a_file_of_a_type_that_the_other_vendor_refuses_waits(pool: PgPool) {
    let scene = scene(pool, ProviderKind::Maytapi, "line").await;
    let line = scene.town.line("line").unwrap();
    line.set_outage(Some(Outage::Unavailable));
    scene.says("veja").await;
    scene.reaches(1).await;
    scene.sends("gato.gif", GIF, "").await;
    scene.world.hurry().await;
    assert_eq!(scene.reached().len(), 1);
}
