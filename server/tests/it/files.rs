//! Files over HTTP: who may bring one in, which are taken, who may see one, and how a provider gets it. That a link ends,
//! its own test tells: no process here waits half a day.

use enlace_desk::{
    Actor,
    reply::{self, Answer},
};
use enlace_domain::{ConversationId, MessageKind, QueueKey, Role, WaId, view::UploadView};
use enlace_testing::{person, token_of};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header};
use sqlx::PgPool;
use uuid::Uuid;

use crate::process::{Stage, eventually};

const PDF: &[u8] = b"%PDF-1.7 a second copy of the bill";
const MEBIBYTE: usize = 1024 * 1024;

/// A desk that serves everything, a conversation, and Ana, who is logged in.
pub struct Scene {
    pub stage: Stage,
    pub ana: Actor,
    pub conversation: ConversationId,
    cookie: String,
}

impl Scene {
    async fn set(pool: PgPool) -> Self {
        Self::with(pool, Vec::new()).await
    }

    /// With these settings besides.
    pub async fn with(pool: PgPool, settings: Vec<(&'static str, String)>) -> Self {
        let mut stage = Stage::set(pool.clone()).await;
        stage.tell(settings);
        stage.serve("web,gateway,worker").await;
        let ana = person(&stage.desk, "Ana Lima", Role::Agent, QueueKey::ALL).await;
        let token = token_of(&stage.desk, "Ana Lima").await;
        let words = "minha internet caiu, estou totalmente sem conexão desde cedo";
        stage
            .town
            .write(&WaId::parse("556298765432").unwrap(), words)
            .await
            .unwrap();
        eventually("the acknowledgement has left", || async {
            stage.town.outbox().len() == 1
        })
        .await;
        let conversation: Uuid = sqlx::query_scalar("select id from conversations")
            .fetch_one(&pool)
            .await
            .unwrap();
        Self {
            cookie: format!("enlace_session={}", token.reveal()),
            conversation: conversation.into(),
            stage,
            ana,
        }
    }

    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.stage.address)
    }

    /// A file on its way in, as the composer sends it; who sends it is still to be said.
    fn file(&self, conversation: ConversationId, bytes: &[u8]) -> RequestBuilder {
        Client::new()
            .post(self.address(&format!("/media?conversation={conversation}")))
            .header("sec-fetch-site", "same-origin")
            .header("x-file-name", "segunda%20via.pdf")
            .body(bytes.to_vec())
    }

    /// What the desk says to a file of Ana's.
    pub async fn take(&self, bytes: &[u8]) -> Response {
        let file = self.file(self.conversation, bytes).header(header::COOKIE, &self.cookie);
        file.send().await.unwrap()
    }

    /// What Ana sees there, of these bytes where it is a part.
    pub async fn sees(&self, path: &str, range: Option<&str>) -> Response {
        let mut request = Client::new()
            .get(self.address(path))
            .header(header::COOKIE, &self.cookie);
        if let Some(range) = range {
            request = request.header(header::RANGE, range);
        }
        request.send().await.unwrap()
    }

    /// What Ana gets whose browser has it under this tag.
    async fn asks_again(&self, path: &str, tag: &str) -> Response {
        let request = Client::new()
            .get(self.address(path))
            .header(header::COOKIE, &self.cookie)
            .header(header::IF_NONE_MATCH, tag);
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str, cookie: Option<&str>) -> Response {
        let mut request = Client::new().get(self.address(path));
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        request.send().await.unwrap()
    }
}

/// A JPEG of so many bytes.
fn picture(bytes: usize) -> Vec<u8> {
    let mut picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec();
    picture.resize(bytes, 7);
    picture
}

#[sqlx::test(migrations = "../migrations")]
async fn only_people_of_the_desk_bring_files_in_and_only_what_the_channel_takes(pool: PgPool) {
    let scene = Scene::set(pool).await;
    let nobody = scene.file(scene.conversation, PDF).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    let forged = scene
        .file(scene.conversation, PDF)
        .header(header::COOKIE, "enlace_session=abc");
    assert_eq!(forged.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let foreign = Client::new()
        .post(scene.address(&format!("/media?conversation={}", scene.conversation)))
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, &scene.cookie)
        .body(PDF);
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let no_such = scene
        .file(ConversationId::new(), PDF)
        .header(header::COOKIE, &scene.cookie);
    assert_eq!(no_such.send().await.unwrap().status(), StatusCode::NOT_FOUND);

    let page = scene.take(b"<!doctype html><script>alert(1)</script>").await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.text().await.unwrap(), r#"{"file":"type"}"#);
    let empty = scene.take(b"").await;
    assert_eq!(empty.text().await.unwrap(), r#"{"file":"empty"}"#);
    let large = scene.take(&picture(5 * MEBIBYTE + 1)).await;
    assert_eq!(large.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        large.text().await.unwrap(),
        r#"{"file":{"too_large":{"limit":5242880}}}"#
    );
    assert_eq!(scene.take(&picture(5 * MEBIBYTE)).await.status(), StatusCode::OK);

    let taken: UploadView = scene.take(PDF).await.json().await.unwrap();
    assert_eq!(taken.kind, MessageKind::Document);
    assert_eq!(taken.content_type, "application/pdf");
    assert_eq!(taken.file_name.as_deref(), Some("segunda via.pdf"));
    // what was brought in is nobody's to see before it is sent
    let early = scene.get(&format!("/media/{}", taken.id), Some(&scene.cookie)).await;
    assert_eq!(early.status(), StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_is_seen_by_people_of_the_desk_and_by_whoever_has_its_link(pool: PgPool) {
    let scene = Scene::set(pool.clone()).await;
    let taken: UploadView = scene.take(PDF).await.json().await.unwrap();
    let answer = Answer {
        file: Some(taken.id),
        ..Answer::default()
    };
    reply::send(
        &scene.stage.desk,
        &scene.ana,
        scene.conversation,
        Uuid::new_v4(),
        answer,
    )
    .await
    .unwrap();
    let sent = || {
        scene
            .stage
            .town
            .outbox()
            .last()
            .and_then(|sent| sent.media.first().cloned())
    };
    eventually("the provider has fetched it by its link", || async {
        sent().is_some_and(|file| file.size == Some(PDF.len()))
    })
    .await;

    let media: Uuid = sqlx::query_scalar("select id from media")
        .fetch_one(&pool)
        .await
        .unwrap();
    let path = format!("/media/{media}");
    assert_eq!(scene.get(&path, None).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(
        scene.get(&path, Some("enlace_session=abc")).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let seen = scene.get(&path, Some(&scene.cookie)).await;
    assert_eq!(seen.status(), StatusCode::OK);
    let said = |name: header::HeaderName| seen.headers()[name].to_str().unwrap().to_owned();
    // a browser shows nothing of it by itself: what is no picture, sound or film is saved
    assert_eq!(said(header::CONTENT_TYPE), "application/octet-stream");
    assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(said(header::CONTENT_SECURITY_POLICY).starts_with("sandbox"));
    assert_eq!(said(header::CACHE_CONTROL), "private, no-cache");
    let tag = said(header::ETAG);
    assert_eq!(seen.bytes().await.unwrap(), PDF);
    let again = scene.asks_again(&path, &tag).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.headers()[header::ETAG], tag);
    assert!(again.bytes().await.unwrap().is_empty());
    assert_eq!(scene.asks_again(&path, "\"other\"").await.bytes().await.unwrap(), PDF);
    let part = scene.sees(&path, Some("bytes=0-3")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.unwrap(), &PDF[..4]);

    let link = sent().and_then(|file| file.link).unwrap();
    let fetched = reqwest::get(&link).await.unwrap();
    assert_eq!(fetched.status(), StatusCode::OK);
    assert_eq!(fetched.bytes().await.unwrap(), PDF);
    // any letter of it changed, and it is no link of ours
    let (before, token) = link.rsplit_once('/').unwrap();
    for at in [0, 20, 30, token.len() - 1] {
        let other = if token.as_bytes()[at] == b'A' { "B" } else { "A" };
        let changed = format!("{before}/{}{other}{}", &token[..at], &token[at + 1..]);
        let refused = reqwest::get(&changed).await.unwrap();
        assert_eq!(refused.status(), StatusCode::NOT_FOUND, "letter {at}");
    }
    assert_eq!(
        scene.get(&format!("/media/out/{media}"), None).await.status(),
        StatusCode::NOT_FOUND
    );
}
