//! `bench fanout`: from a message accepted to its event on every open board.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use enlace_domain::PhoneNumber;
use enlace_simulator::{Town, TownConfig};
use http::{Request, header};
use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use memchr::memmem;
use secrecy::SecretString;
use serde_json::json;
use tokio::{
    net::TcpStream,
    sync::Semaphore,
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{
    Figures,
    lab::{self, Lab},
    load::{self, Connection},
    milliseconds, percentile,
};

/// Open boards.
const BOARDS: usize = 1_000;
/// Messages a second.
const RATE: u32 = 100;
/// Conversations that are open before the messages come.
const CONVERSATIONS: u32 = 500;
/// Stands before a message's number in its text, so that a board's reader finds it.
const TAG: &[u8] = b"medida-";

/// What one board saw: each message's number and when it came, in microseconds after the start.
type Seen = Vec<(u32, u32)>;

/// Measures.
pub async fn run(seconds: u64) -> Result<Figures> {
    let provider = Town::start(TownConfig::quiet(
        // nobody writes from here, and status reports may go nowhere
        Url::parse("http://127.0.0.1:9/")?,
        lab::ACCOUNT_SID,
        SecretString::from(lab::AUTH_TOKEN),
        PhoneNumber::parse(lab::NUMBER)?,
    ))
    .await?;
    let lab = Lab::start(
        "web,gateway,worker,scheduler",
        Some(provider.address()),
        Path::new("build/site"),
    )
    .await?;
    open_conversations(&lab).await?;
    let token = lab.agents(1, 10).await?.pop().context("Nobody is logged in")?;

    let start = Instant::now();
    let stop = CancellationToken::new();
    let connecting = Arc::new(Semaphore::new(50));
    let mut boards = Vec::new();
    for _ in 0..BOARDS {
        let permit = Arc::clone(&connecting).acquire_owned().await?;
        let board = Board::open(lab.address, &token).await?;
        drop(permit);
        boards.push(tokio::spawn(board.watch(start, stop.clone())));
    }

    let accepted = write(&lab, start, seconds).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    stop.cancel();
    let mut latencies = Vec::new();
    let mut lost = 0_usize;
    for board in boards {
        let seen: HashMap<u32, u32> = board.await?.into_iter().rev().collect();
        for (number, answered) in &accepted {
            match seen.get(number) {
                Some(at) => latencies.push(at.saturating_sub(*answered)),
                None => lost += 1,
            }
        }
    }
    let mut figures = Figures::new();
    figures.insert("boards".into(), json!(BOARDS));
    figures.insert("p50_ms".into(), json!(milliseconds(percentile(&mut latencies, 0.5))));
    figures.insert("p99_ms".into(), json!(milliseconds(percentile(&mut latencies, 0.99))));
    figures.insert("lost".into(), json!(lost));
    figures.insert("messages".into(), json!(accepted.len()));
    figures.insert("messages_per_second".into(), json!(RATE));
    lab.stop().await?;
    Ok(figures)
}

/// Lets the contacts write once, and waits until all of them stand in a queue.
async fn open_conversations(lab: &Lab) -> Result<()> {
    let url = lab.webhook();
    let openers = (0..CONVERSATIONS)
        .map(|contact| {
            load::webhook(
                &url,
                contact,
                &format!("SMo{contact:031}"),
                "estou totalmente sem internet, luz vermelha no aparelho",
            )
        })
        .collect();
    load::deliver(lab.address, &url, openers, 8, None, Duration::from_secs(60)).await?;
    lab.until_queued(CONVERSATIONS).await
}

/// Writes the measured messages at an even rate; answers each one's number and when it was accepted.
async fn write(lab: &Lab, start: Instant, seconds: u64) -> Result<Vec<(u32, u32)>> {
    let url = lab.webhook();
    let total = RATE * u32::try_from(seconds)?;
    let accepted = Arc::new(Mutex::new(Vec::new()));
    let begin = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..4 {
        let (url, accepted) = (url.clone(), Arc::clone(&accepted));
        let mut connection = Connection::open(lab.address, &url).await?;
        tasks.push(tokio::spawn(async move {
            for number in (client..total).step_by(4) {
                sleep_until(begin + Duration::from_secs(1) * number / RATE).await;
                let text = format!("medida-{number:07} continua sem internet");
                let webhook = load::webhook(&url, number % CONVERSATIONS, &format!("SMm{number:031}"), &text);
                ensure!(
                    connection.deliver(&webhook).await?.is_success(),
                    "A measured webhook was refused"
                );
                let at = micros(start);
                accepted
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((number, at));
            }
            Ok(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(std::mem::take(
        &mut *accepted.lock().unwrap_or_else(PoisonError::into_inner),
    ))
}

fn micros(start: Instant) -> u32 {
    u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// An open board: one connection that reads its event stream.
struct Board {
    body: hyper::body::Incoming,
}

impl Board {
    async fn open(address: std::net::SocketAddr, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // it ends when the board closes
            let _ended = connection.await;
        });
        let request = Request::get("/api/live")
            .header(header::HOST, address.to_string())
            .header(header::COOKIE, format!("{}={token}", crate::middleware::SESSION_COOKIE))
            .body(Empty::<Bytes>::new())?;
        let response = sender.send_request(request).await?;
        ensure!(
            response.status().is_success(),
            "A board was refused: {}",
            response.status()
        );
        let mut body = response.into_body();
        // the snapshot has come when the first frame has
        body.frame().await.context("A board's stream ended at once")??;
        Ok(Self { body })
    }

    async fn watch(mut self, start: Instant, stop: CancellationToken) -> Seen {
        let finder = memmem::Finder::new(TAG);
        let mut seen = Seen::new();
        let mut rest: Vec<u8> = Vec::new();
        loop {
            let frame = tokio::select! {
                frame = self.body.frame() => frame,
                () = stop.cancelled() => return seen,
            };
            let Some(Ok(frame)) = frame else { return seen };
            let Ok(data) = frame.into_data() else { continue };
            let at = micros(start);
            rest.extend_from_slice(&data);
            for position in finder.find_iter(&rest) {
                let digits = rest.get(position + TAG.len()..position + TAG.len() + 7);
                if let Some(number) = digits.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok()) {
                    seen.push((number, at));
                }
            }
            // a tag may be cut by the frame's end: keep what could be the head of one
            let keep = rest.len().min(TAG.len() + 6);
            rest.drain(..rest.len() - keep);
        }
    }
}
