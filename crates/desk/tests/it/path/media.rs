//! Files: fetched apart from their messages, judged by their bytes, kept once, and had again when asked for.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use enlace_desk::{DeskError, media, thread};
use enlace_domain::{
    MediaId, QueueKey, Role,
    media::{Display, MediaState},
    view::{ContactCard, MediaView, ThreadMessage},
};
use enlace_testing::person;
use futures::StreamExt;
use sqlx::PgPool;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::world::{World, Written, set_channel, until};

const FROM: &str = "5562998765432";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 a picture of the router";

/// What the stand-in answers next: a status, and a file with the type it claims.
type Answer = (u16, &'static str, Vec<u8>);

/// Answers in the provider's place: the answers in their order, the last one for ever.
async fn stand_in(answers: Vec<Answer>) -> String {
    let answers: Arc<Mutex<Vec<Answer>>> = Arc::new(Mutex::new(answers));
    let app = Router::new().route("/media/{file}", get(answer)).with_state(answers);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

async fn answer(State(answers): State<Arc<Mutex<Vec<Answer>>>>, Path(_): Path<String>) -> Response {
    let mut answers = answers.lock().unwrap();
    let (status, claimed, body) = if answers.len() > 1 {
        answers.remove(0)
    } else {
        answers[0].clone()
    };
    (
        StatusCode::from_u16(status).unwrap(),
        [(header::CONTENT_TYPE, claimed)],
        body,
    )
        .into_response()
}

/// A world whose provider has these answers.
async fn world_with(pool: PgPool, answers: Vec<Answer>) -> (World, String) {
    let world = World::new(pool).await;
    let address = stand_in(answers).await;
    assert_eq!(set_channel(&world.desk, Some(&address)).await, world.channel);
    (world, address)
}

fn picture(address: &str, number: usize) -> Written {
    Written::picture(FROM).with("MediaUrl0", &format!("{address}/media/{number}"))
}

/// The one subscriber's message, as its page shows it.
async fn shown(world: &World) -> ThreadMessage {
    let ana = person(&world.desk, &format!("Ana {}", Uuid::new_v4()), Role::Agent, &[]).await;
    let view = thread::view(&world.desk, &ana, world.conversation().await)
        .await
        .unwrap();
    view.messages.into_iter().next().unwrap()
}

async fn file(world: &World) -> MediaView {
    shown(world).await.attached.media.remove(0)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_comes_after_two_failures(pool: PgPool) {
    let failure = (503, "text/plain", vec![]);
    let good = (200, "image/jpeg", JPEG.to_vec());
    let (world, address) = world_with(pool, vec![failure.clone(), failure, good]).await;
    world.write(&picture(&address, 1)).await;
    world.take_in().await;
    let pending = file(&world).await;
    assert_eq!((pending.state, pending.bytes), (MediaState::Pending, None));
    world.hurry().await;
    world.hurry().await;
    let stored = file(&world).await;
    assert_eq!(stored.state, MediaState::Stored);
    assert_eq!(stored.content_type.as_deref(), Some("image/jpeg"));
    assert_eq!(stored.bytes, Some(i64::try_from(JPEG.len()).unwrap()));
    assert_eq!(world.count("select attempts::bigint from media").await, 3);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_that_is_gone_says_so_and_is_had_when_asked_for_again(pool: PgPool) {
    let gone = (404, "text/plain", vec![]);
    let good = (200, "image/jpeg", JPEG.to_vec());
    let (world, address) = world_with(pool, vec![gone.clone(), gone.clone(), gone, good]).await;
    world.write(&picture(&address, 1)).await;
    world.take_in().await;
    assert_eq!(file(&world).await.state, MediaState::Pending, "it may be on its way");
    world.hurry().await;
    world.hurry().await;
    let failed = file(&world).await;
    assert_eq!(failed.state, MediaState::Failed);
    assert_eq!(failed.error.as_deref(), Some("O provedor não tem mais este arquivo."));
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[QueueKey::TechnicalNormal]).await;
    media::fetch_again(&world.desk, &ana, failed.id).await.unwrap();
    assert_eq!(file(&world).await.state, MediaState::Pending);
    world.take_in().await;
    assert_eq!(file(&world).await.state, MediaState::Stored);
    // one that is here is not fetched again
    media::fetch_again(&world.desk, &ana, failed.id).await.unwrap();
    assert_eq!(
        world
            .count("select count(*) from jobs where name = 'fetch_media'")
            .await,
        0
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_picture_larger_than_allowed_is_refused(pool: PgPool) {
    let (world, address) = world_with(pool, vec![(200, "image/jpeg", vec![0xff; 16 * 1024 * 1024 + 1])]).await;
    world.write(&picture(&address, 1)).await;
    world.take_in().await;
    let failed = file(&world).await;
    assert_eq!(failed.state, MediaState::Failed);
    assert_eq!(failed.error.as_deref(), Some("O arquivo passa do limite de 16 MB."));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_page_that_says_it_is_a_picture_is_never_shown(pool: PgPool) {
    let page = b"<!DOCTYPE html><html><script>alert(1)</script></html>".to_vec();
    let (world, address) = world_with(pool, vec![(200, "image/jpeg", page)]).await;
    world.write(&picture(&address, 1)).await;
    world.take_in().await;
    let stored = file(&world).await;
    assert_eq!(stored.content_type.as_deref(), Some("text/html"));
    assert_eq!(stored.display(), Display::Download);
    let ana = person(&world.desk, "Ana Lima", Role::Agent, &[]).await;
    let opened = media::open(&world.desk, &ana, stored.id).await.unwrap();
    assert_eq!(opened.content_type, "application/octet-stream");
    assert!(!opened.inline);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_of_address_cards_is_shown_as_the_cards_in_it(pool: PgPool) {
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Técnica\r\nTEL;waid=556298765432:+55 62 9876-5432\r\nEND:VCARD\r\n\
                 BEGIN:VCARD\r\nFN:Loja\r\nEND:VCARD\r\n";
    let (world, address) = world_with(pool, vec![(200, "text/vcard", cards.as_bytes().to_vec())]).await;
    let written = picture(&address, 1)
        .with("MessageType", "contacts")
        .with("MediaContentType0", "text/vcard");
    world.write(&written).await;
    world.take_in().await;
    let attached = shown(&world).await.attached;
    assert_eq!(attached.media[0].state, MediaState::Stored);
    let card = |name: &str, phones: &[&str]| ContactCard {
        name: name.to_owned(),
        phones: phones.iter().map(|phone| (*phone).to_owned()).collect(),
    };
    assert_eq!(
        attached.contacts,
        [card("Ana Técnica", &["+55 62 9876-5432"]), card("Loja", &[])]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_of_address_cards_that_holds_none_stays_a_file(pool: PgPool) {
    let (world, address) = world_with(pool, vec![(200, "text/vcard", b"oi".to_vec())]).await;
    world
        .write(&picture(&address, 1).with("MediaContentType0", "text/vcard"))
        .await;
    world.take_in().await;
    let attached = shown(&world).await.attached;
    assert_eq!((attached.media.len(), attached.contacts.len()), (1, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn ten_pictures_are_in_their_order_and_the_same_one_lies_there_once(pool: PgPool) {
    let (world, address) = world_with(pool, vec![(200, "image/jpeg", JPEG.to_vec())]).await;
    let pictures: Vec<_> = (0..10).map(|number| picture(&address, number)).collect();
    for picture in &pictures {
        world.write(picture).await;
    }
    let running = world.run(2);
    until("all files are here", async || {
        world.count("select count(*) from media where state = 'stored'").await == 10
    })
    .await;
    drop(running);
    assert_eq!(world.count("select count(*) from conversations").await, 1);
    assert_eq!(
        world
            .list("select provider_message_id from messages where kind = 'image' order by seq")
            .await,
        pictures.iter().map(|picture| picture.sid.clone()).collect::<Vec<_>>()
    );
    assert_eq!(world.count("select count(distinct sha256) from media").await, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_is_opened_whole_or_in_part_under_what_it_is(pool: PgPool) {
    let (world, address) = world_with(pool, vec![(200, "text/html", JPEG.to_vec())]).await;
    let ana = person(&world.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
    world.write(&picture(&address, 1)).await;
    world.take_in().await;
    let id = file(&world).await.id;
    let opened = media::open(&world.desk, &ana, id).await.unwrap();
    assert_eq!((opened.content_type.as_str(), opened.inline), ("image/jpeg", true));
    let read = async |range| {
        let pieces = opened.read(&world.desk, range).await.unwrap();
        let read: Vec<_> = pieces.map(Result::unwrap).collect().await;
        read.concat()
    };
    assert_eq!(read(0..opened.bytes).await, JPEG);
    assert_eq!(read(1..3).await, JPEG[1..3]);
    let unknown = media::open(&world.desk, &ana, MediaId::new()).await;
    assert!(matches!(unknown, Err(DeskError::NotFound { .. })));
}
