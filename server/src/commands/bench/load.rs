//! A light load: signed webhooks over kept-alive connections, so that what is measured is the desk and not the load.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use enlace_whatsapp::twilio::signature;
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Bytes, client::conn::http1::SendRequest};
use hyper_util::rt::TokioIo;
use secrecy::SecretString;
use tokio::{
    net::TcpStream,
    time::{Instant, sleep_until},
};
use url::Url;

use super::lab;

/// A webhook ready to go.
#[derive(Clone)]
pub struct Webhook {
    body: Bytes,
    signature: String,
}

/// A message webhook of contact number `contact`, with `sid` and `text`.
pub fn webhook(url: &Url, contact: u32, sid: &str, text: &str) -> Webhook {
    let from = format!("whatsapp:+55629{:08}", 80_000_000 + contact);
    let to = format!("whatsapp:{}", lab::NUMBER);
    let name = format!("Contato {contact}");
    let wa_id = from.trim_start_matches("whatsapp:+").to_owned();
    let fields = [
        ("SmsMessageSid", sid),
        ("NumMedia", "0"),
        ("ProfileName", &name),
        ("MessageType", "text"),
        ("SmsSid", sid),
        ("WaId", &wa_id),
        ("SmsStatus", "received"),
        ("Body", text),
        ("To", &to),
        ("NumSegments", "1"),
        ("MessageSid", sid),
        ("AccountSid", lab::ACCOUNT_SID),
        ("From", &from),
        ("ApiVersion", "2010-04-01"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let signature = signature::sign(&SecretString::from(lab::AUTH_TOKEN), url.as_str(), &fields);
    Webhook {
        body: body.into(),
        signature,
    }
}

/// One kept-alive connection to the desk.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    path: String,
    host: String,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr, url: &Url) -> Result<Self> {
        let stream = TcpStream::connect(address)
            .await
            .context("Failed to connect to the desk")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // a connection that breaks shows in the next request
            let _ended = connection.await;
        });
        Ok(Self {
            sender,
            path: url.path().to_owned(),
            host: address.to_string(),
        })
    }

    /// Delivers a webhook and waits for the answer.
    pub async fn deliver(&mut self, webhook: &Webhook) -> Result<StatusCode> {
        let request = Request::post(&self.path)
            .header(header::HOST, &self.host)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-twilio-signature", &webhook.signature)
            .body(Full::new(webhook.body.clone()))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        response.into_body().collect().await?;
        Ok(status)
    }
}

/// What a load did.
#[derive(Default)]
pub struct Outcome {
    /// Answered 200.
    pub accepted: usize,
    /// Anything else.
    pub refused: usize,
    /// From when it was due to its answer, in microseconds.
    pub latencies: Vec<u32>,
    /// From the first to the last answer.
    pub took: Duration,
}

/// Delivers `webhooks` over `clients` connections: each as soon as the one before is answered, or, with a `rate` per
/// second, when its time has come, so that a slow answer does not hide the wait of those behind it. Stops after `limit`.
///
/// All on one thread of its own: the load is to leave the machine to the desk.
pub async fn deliver(
    address: SocketAddr,
    url: &Url,
    webhooks: Vec<Webhook>,
    clients: usize,
    rate: Option<f64>,
    limit: Duration,
) -> Result<Outcome> {
    let url = url.clone();
    tokio::task::spawn_blocking(move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(deliver_here(address, &url, webhooks, clients, rate, limit))
    })
    .await?
}

async fn deliver_here(
    address: SocketAddr,
    url: &Url,
    webhooks: Vec<Webhook>,
    clients: usize,
    rate: Option<f64>,
    limit: Duration,
) -> Result<Outcome> {
    let webhooks = Arc::new(webhooks);
    let start = Instant::now();
    let mut tasks = Vec::new();
    for client in 0..clients {
        let webhooks = Arc::clone(&webhooks);
        let mut connection = Connection::open(address, url).await?;
        tasks.push(tokio::spawn(async move {
            let mut outcome = Outcome::default();
            for (number, webhook) in webhooks.iter().enumerate().skip(client).step_by(clients) {
                if start.elapsed() > limit {
                    break;
                }
                let due = match rate {
                    #[expect(clippy::cast_precision_loss, reason = "a count of webhooks is far below 2^52")]
                    Some(rate) => start + Duration::from_secs_f64(number as f64 / rate),
                    None => Instant::now(),
                };
                sleep_until(due).await;
                match connection.deliver(webhook).await? {
                    StatusCode::OK => outcome.accepted += 1,
                    _ => outcome.refused += 1,
                }
                outcome
                    .latencies
                    .push(u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            anyhow::Ok(outcome)
        }));
    }
    let mut total = Outcome::default();
    for task in tasks {
        let part = task.await??;
        total.accepted += part.accepted;
        total.refused += part.refused;
        total.latencies.extend(part.latencies);
    }
    total.took = start.elapsed();
    Ok(total)
}
