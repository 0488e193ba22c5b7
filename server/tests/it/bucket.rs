//! Files in a bucket: moto, an independent server that speaks S3, keeps what comes in and goes out.

use std::{net::SocketAddr, process::Stdio};

use enlace_desk::reply::{self, Answer};
use enlace_domain::{WaId, view::UploadView};
use enlace_simulator::Written;
use reqwest::{Client, StatusCode};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::process::{Child, Command};
use uuid::Uuid;

use crate::{
    files::Scene,
    process::{eventually, free_address},
};

/// Larger than one part of an upload to S3, which is 5 MiB.
const LARGE: usize = 12 << 20;

/// The server, with one empty bucket; ends with the value.
struct Bucket {
    address: SocketAddr,
    _server: Child,
}

impl Bucket {
    async fn start() -> Self {
        let address = free_address();
        let python = enlace_testing::python();
        let server = Command::new(&python)
            .args([
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                &address.port().to_string(),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{}: run deploy/setup/python.sh ({error})", python.display()));
        let bucket = Self {
            address,
            _server: server,
        };
        eventually(
            "moto has made the bucket (deploy/setup/python.sh installs it)",
            || async {
                let made = Client::new().put(bucket.url("")).send().await;
                made.is_ok_and(|answer| answer.status() == StatusCode::OK)
            },
        )
        .await;
        bucket
    }

    fn url(&self, query: &str) -> String {
        format!("http://{}/enlace{query}", self.address)
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ENLACE_MEDIA_URL", "s3://enlace/files".to_owned()),
            ("AWS_ENDPOINT", format!("http://{}", self.address)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "of-a-test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "of-a-test".to_owned()),
        ]
    }

    /// The names of all that lies in it.
    async fn names(&self) -> Vec<String> {
        let list = Client::new().get(self.url("?list-type=2")).send().await.unwrap();
        let list = list.text().await.unwrap();
        let keys = list.split("<Key>").skip(1);
        keys.filter_map(|rest| Some(rest.split_once("</Key>")?.0.to_owned()))
            .collect()
    }
}

fn name_of(bytes: &[u8]) -> String {
    let hash = hex::encode(Sha256::digest(bytes));
    format!("files/{}/{}/{hash}", &hash[..2], &hash[2..4])
}

#[sqlx::test(migrations = "../migrations")]
async fn files_of_both_ways_lie_in_a_bucket_once_under_their_hash(pool: PgPool) {
    let bucket = Bucket::start().await;
    let scene = Scene::with(pool.clone(), bucket.settings()).await;
    let mut bill = b"%PDF-1.7 a second copy of the bill".to_vec();
    bill.resize(LARGE, b'.');
    let mut taken: UploadView = scene.take(&bill).await.json().await.unwrap();
    for _ in 0..2 {
        taken = scene.take(&bill).await.json().await.unwrap();
    }
    assert_eq!(
        bucket.names().await,
        [name_of(&bill)],
        "once, and nothing is left of the way in"
    );

    let answer = Answer {
        file: Some(taken.id),
        ..Answer::default()
    };
    let (desk, conversation) = (&scene.stage.desk, scene.conversation);
    reply::send(desk, &scene.ana, conversation, Uuid::new_v4(), answer)
        .await
        .unwrap();
    eventually("the provider has fetched the whole file by its link", || async {
        let sent = scene.stage.town.outbox();
        sent.last()
            .and_then(|sent| sent.media.first()?.sha256.clone())
            .is_some_and(|hash| hash == hex::encode(Sha256::digest(&bill)))
    })
    .await;
    let media: Uuid = sqlx::query_scalar("select id from media")
        .fetch_one(&pool)
        .await
        .unwrap();
    let path = format!("/media/{media}");
    let part = scene.sees(&path, Some("bytes=5242870-5242889")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.unwrap(), bill[5_242_870..5_242_890]);
    assert_eq!(scene.sees(&path, None).await.bytes().await.unwrap(), bill);

    let picture = Written::Image {
        caption: "a luz do aparelho".to_owned(),
    };
    let writer = WaId::parse("556298765432").unwrap();
    scene.stage.town.write(&writer, picture).await.unwrap();
    let stored = "select count(*) from media where state = 'stored' and id <> $1";
    eventually("the subscriber's picture is there", || async {
        let count: i64 = sqlx::query_scalar(stored).bind(media).fetch_one(&pool).await.unwrap();
        count == 1
    })
    .await;
    let hash: String = sqlx::query_scalar("select sha256 from media where id <> $1")
        .bind(media)
        .fetch_one(&pool)
        .await
        .unwrap();
    let names = bucket.names().await;
    assert_eq!(names.len(), 2);
    assert!(names.iter().any(|name| name.ends_with(&hash)), "{names:?}");
}
