//! Answers with files and places over every vendor: the town fetches each file by its link, and words that the vendor would
//! drop go by themselves. And what is read is told, once.

use bytes::Bytes;
use enlace_desk::{
    Actor, DeskError, media, read_mark,
    reply::{self, Answer},
    templates, thread,
};
use enlace_domain::{
    ConversationId, FileRefusal, MessageKind, QueueKey, Role, TemplateValue, UploadId,
    view::{PlaceView, ThreadMessage, UploadView},
};
use enlace_simulator::{SentToSubscriber, Town};
use enlace_testing::person;
use enlace_whatsapp::ProviderKind;
use futures::stream;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

use super::{
    vendors::{beside, ze},
    world::{World, until},
};

const PDF: &[u8] = b"%PDF-1.7 a second copy of the bill";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 where the cable goes";
const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead";

/// A conversation on this vendor's line, and Ana, who answers it.
struct Scene {
    world: World,
    town: Town,
    line: &'static str,
    ana: Actor,
    conversation: ConversationId,
}

async fn scene(pool: PgPool, kind: ProviderKind) -> Scene {
    let (world, town, line) = beside(pool, kind).await;
    let on = town.line(line).unwrap();
    on.write(ze(), "minha internet caiu, estou sem conexão").await.unwrap();
    world.work().await;
    let scene = Scene {
        ana: person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await,
        conversation: world.conversation().await,
        world,
        town,
        line,
    };
    scene.leave().await;
    scene
}

impl Scene {
    async fn upload(&self, name: &str, bytes: &'static [u8]) -> Result<UploadView, DeskError> {
        let pieces = bytes
            .chunks(7)
            .map(|piece| Ok::<_, std::io::Error>(Bytes::from_static(piece)));
        let mut pieces = stream::iter(pieces);
        media::take(&self.world.desk, &self.ana, self.conversation, Some(name), &mut pieces).await
    }

    async fn answer(&self, answer: Answer) -> Result<ThreadMessage, DeskError> {
        let sent = reply::send(&self.world.desk, &self.ana, self.conversation, Uuid::new_v4(), answer).await;
        self.leave().await;
        sent
    }

    /// Waits until all has left; a linked device takes one message a second.
    async fn leave(&self) {
        until("all has left", async || {
            self.world.hurry().await;
            let waiting = "select count(*) from jobs where name in ('send_message', 'mark_read')";
            self.world.count(waiting).await == 0
        })
        .await;
    }

    /// Sends a file with words; what reached the subscriber.
    async fn send(&self, name: &str, bytes: &'static [u8], words: &str) -> Vec<SentToSubscriber> {
        let before = self.town.outbox().len();
        let upload = self.upload(name, bytes).await.unwrap();
        let answer = Answer {
            text: words.to_owned(),
            file: Some(upload.id),
            ..Answer::default()
        };
        self.answer(answer).await.unwrap();
        let sent = || self.town.outbox()[before..].to_vec();
        let whole = hex::encode(Sha256::digest(bytes));
        until("the town has the whole file", async || {
            sent()
                .iter()
                .any(|one| one.media.iter().any(|file| file.sha256.as_ref() == Some(&whole)))
        })
        .await;
        sent()
    }

    fn read_by_desk(&self) -> u64 {
        self.town.account().lines[self.line].read_by_desk
    }
}

/// What every vendor does.
async fn suite(pool: PgPool, kind: ProviderKind) {
    let scene = scene(pool, kind).await;
    let means = thread::view(&scene.world.desk, &scene.ana, scene.conversation)
        .await
        .unwrap()
        .means;

    let picture = scene.send("cabo.jpg", JPEG, "Encaixe assim").await;
    assert_eq!((picture.len(), picture[0].body.as_str()), (1, "Encaixe assim"));
    assert_eq!(picture[0].media[0].mime_type.as_deref(), Some("image/jpeg"));

    let bill = scene.send("fatura.pdf", PDF, "Sua fatura").await;
    assert_eq!(bill[0].media[0].mime_type.as_deref(), Some("application/pdf"));
    let words: Vec<&str> = bill.iter().map(|one| one.body.as_str()).collect();
    if means.of("application/pdf", 1).unwrap().caption == 0 {
        assert_eq!(words, ["", "Sua fatura"]);
    } else {
        assert_eq!(words, ["Sua fatura"]);
        assert_eq!(bill[0].media[0].filename.as_deref(), Some("fatura.pdf"));
    }

    let voice = scene.send("aviso.ogg", OGG, "Ouça").await;
    assert_eq!(
        voice.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(),
        ["", "Ouça"]
    );

    let shop = PlaceView {
        latitude: -16.6869,
        longitude: -49.2648,
        address: Some("Rua 8, 120".to_owned()),
        label: Some("Loja Centro".to_owned()),
    };
    let answer = Answer {
        place: Some(shop),
        ..Answer::default()
    };
    assert_eq!(scene.answer(answer).await.unwrap().kind, MessageKind::Location);
    let place = scene.town.outbox().pop().unwrap().place.unwrap();
    assert!((place.latitude - -16.6869).abs() < 1e-9);

    let asked = scene
        .world
        .list("select id::text from messages where direction = 'inbound'")
        .await;
    let answer = Answer {
        text: "É isto mesmo.".to_owned(),
        quoted: Some(asked[0].parse().unwrap()),
        ..Answer::default()
    };
    let quoting = scene.answer(answer).await;
    if means.quote {
        assert_eq!(
            quoting.unwrap().attached.quoted.unwrap().id,
            Some(asked[0].parse().unwrap())
        );
        let original = scene
            .world
            .list("select provider_message_id from messages where direction = 'inbound'")
            .await;
        let quoted = scene.town.outbox().pop().unwrap().quoted.unwrap();
        assert_eq!(quoted.as_str(), original[0]);
    } else {
        assert!(matches!(quoting, Err(DeskError::Invalid { field: "quoted", .. })));
    }

    let marks = u64::from(matches!(kind, ProviderKind::CloudApi | ProviderKind::Dialog360));
    for _ in 0..3 {
        read_mark::seen(&scene.world.desk, &scene.ana, scene.conversation)
            .await
            .unwrap();
        scene.leave().await;
    }
    assert_eq!(scene.read_by_desk(), marks);
    let bia = person(&scene.world.desk, "Bia Reis", Role::Manager, &[]).await;
    let on = scene.town.line(scene.line).unwrap();
    on.write(ze(), "obrigado").await.unwrap();
    scene.leave().await;
    read_mark::seen(&scene.world.desk, &bia, scene.conversation)
        .await
        .unwrap();
    scene.leave().await;
    assert_eq!(scene.read_by_desk(), marks, "whoever looks on has not read it");
    read_mark::seen(&scene.world.desk, &scene.ana, scene.conversation)
        .await
        .unwrap();
    scene.leave().await;
    assert_eq!(scene.read_by_desk(), 2 * marks);
}

#[sqlx::test(migrations = "../../migrations")]
async fn files_and_places_go_out_at_twilio(pool: PgPool) {
    suite(pool, ProviderKind::Twilio).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn files_and_places_go_out_at_meta(pool: PgPool) {
    suite(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn files_and_places_go_out_at_360dialog(pool: PgPool) {
    suite(pool, ProviderKind::Dialog360).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn files_and_places_go_out_at_maytapi(pool: PgPool) {
    suite(pool, ProviderKind::Maytapi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_channel_does_not_take_is_refused_and_not_kept(pool: PgPool) {
    let scene = scene(pool, ProviderKind::Twilio).await;
    let refused = async |name, bytes| match scene.upload(name, bytes).await {
        Err(DeskError::File(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    // the name says picture, the bytes say program
    let page = b"<!DOCTYPE html><script>alert(1)</script>";
    assert_eq!(refused("foto.jpg", page).await, FileRefusal::Type);
    assert_eq!(refused("foto.gif", b"GIF89a").await, FileRefusal::Type);
    assert_eq!(refused("nada.pdf", b"").await, FileRefusal::Empty);
    let mut large = vec![0; 5 * 1024 * 1024 + 1];
    large[..JPEG.len()].copy_from_slice(JPEG);
    let limit = 5 * 1024 * 1024;
    assert_eq!(refused("foto.jpg", large.leak()).await, FileRefusal::TooLarge { limit });
    assert_eq!(scene.world.count("select count(*) from uploads").await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_is_sent_once_and_by_whoever_chose_it(pool: PgPool) {
    let scene = scene(pool, ProviderKind::Twilio).await;
    let upload = scene.upload("../fatura\n.pdf", PDF).await.unwrap();
    assert_eq!(upload.file_name.as_deref(), Some("fatura.pdf"));
    let bia = person(&scene.world.desk, "Bia Reis", Role::Agent, QueueKey::ALL).await;
    let key = Uuid::new_v4();
    let send = async |who: &Actor, file| {
        let answer = Answer {
            text: "Sua fatura".to_owned(),
            file: Some(file),
            ..Answer::default()
        };
        reply::send(&scene.world.desk, who, scene.conversation, key, answer).await
    };
    assert!(matches!(
        send(&bia, upload.id).await,
        Err(DeskError::NotFound { what: "file" })
    ));
    assert!(matches!(
        send(&scene.ana, UploadId::new()).await,
        Err(DeskError::NotFound { .. })
    ));
    let first = send(&scene.ana, upload.id).await.unwrap();
    let again = send(&scene.ana, upload.id).await.unwrap();
    assert_eq!((first.id, first.attached.media.len()), (again.id, 1));
    scene.leave().await;
    let ours = "select count(*) from messages where author_kind = 'person'";
    assert_eq!(scene.world.count(ours).await, 2, "the file, and its words behind it");
    assert_eq!(scene.world.count("select count(*) from media").await, 1);
    // the desk's people see it too
    let opened = media::open(&scene.world.desk, &scene.ana, first.attached.media[0].id)
        .await
        .unwrap();
    assert_eq!(opened.content_type, "application/octet-stream");
    let never = media::open_link(&scene.world.desk, "bm8gbGluaw").await;
    assert!(matches!(never, Err(DeskError::NotFound { .. })));
}

/// Whether the object lies in the store of the tests.
fn lies_there(bytes: &[u8]) -> bool {
    let hash = hex::encode(Sha256::digest(bytes));
    enlace_testing::files_folder()
        .join(&hash[..2])
        .join(&hash[2..4])
        .join(hash)
        .exists()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_that_was_never_sent_is_cleared_away_after_a_day(pool: PgPool) {
    // of these very bytes no other test has a file
    const NEVER_SENT: &[u8] = b"%PDF-1.7 chosen and never sent, by the test that clears it away";
    const SENT: &[u8] = b"%PDF-1.7 chosen twice and sent once, by the test that clears the other away";
    let scene = scene(pool, ProviderKind::Twilio).await;
    scene.upload("a.pdf", NEVER_SENT).await.unwrap();
    scene.upload("b.pdf", SENT).await.unwrap();
    scene.send("b.pdf", SENT, "").await;
    let fresh = scene.upload("c.pdf", PDF).await.unwrap();
    scene
        .world
        .sql("update uploads set created_at = now() - interval '25 hours' where file_name <> 'c.pdf'")
        .await;
    assert!(lies_there(NEVER_SENT));
    enlace_desk::housekeeping::run(&scene.world.desk).await.unwrap();
    assert!(!lies_there(NEVER_SENT));
    assert!(lies_there(SENT), "a message names it");
    assert_eq!(scene.world.list("select file_name from uploads").await, ["c.pdf"]);
    let answer = Answer {
        file: Some(fresh.id),
        ..Answer::default()
    };
    scene.answer(answer).await.unwrap();
    // the same bytes may come again
    scene.upload("a.pdf", NEVER_SENT).await.unwrap();
    assert!(lies_there(NEVER_SENT));
}

/// A template with a file above its words: who sends it chooses the file, and only what Meta takes there.
async fn goes_above_a_template(pool: PgPool, kind: ProviderKind) {
    let scene = scene(pool, kind).await;
    let helena = person(&scene.world.desk, "Helena Prado", Role::Manager, QueueKey::ALL).await;
    templates::sync_all(&scene.world.desk, &helena).await.unwrap();
    let offered = templates::for_conversation(&scene.world.desk, &scene.ana, scene.conversation)
        .await
        .unwrap();
    let chosen = offered
        .iter()
        .find(|option| option.template.file_kind() == Some(MessageKind::Document))
        .unwrap();
    let send = async |file: Option<UploadId>| {
        let values = chosen.template.placeholders().into_iter().map(|name| TemplateValue {
            name,
            value: "Zé".to_owned(),
        });
        let (desk, key) = (&scene.world.desk, Uuid::new_v4());
        reply::send_template(
            desk,
            &scene.ana,
            scene.conversation,
            key,
            chosen.id,
            values.collect(),
            file,
        )
        .await
    };
    let picture = scene.upload("cabo.jpg", JPEG).await.unwrap();
    for wrong in [None, Some(picture.id)] {
        assert!(matches!(
            send(wrong).await,
            Err(DeskError::Invalid { field: "file", .. })
        ));
    }
    let bill = scene.upload("fatura.pdf", PDF).await.unwrap();
    let shown = send(Some(bill.id)).await.unwrap();
    assert_eq!(shown.kind, MessageKind::Document);
    scene.leave().await;
    let whole = hex::encode(Sha256::digest(PDF));
    let arrived = || {
        let sent = scene.town.outbox().pop().unwrap();
        (sent.template.is_some() && sent.media.iter().any(|file| file.sha256.as_ref() == Some(&whole))).then_some(sent)
    };
    until("the town has the template with its file", async || arrived().is_some()).await;
    let sent = arrived().unwrap();
    assert_eq!(sent.body, shown.body);
    assert_eq!(sent.media[0].filename.as_deref(), Some("fatura.pdf"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_goes_above_a_template_at_meta(pool: PgPool) {
    goes_above_a_template(pool, ProviderKind::CloudApi).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_goes_above_a_template_at_360dialog(pool: PgPool) {
    goes_above_a_template(pool, ProviderKind::Dialog360).await;
}
