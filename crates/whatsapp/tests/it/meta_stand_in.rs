//! Answers in Meta's or 360dialog's place on a port of this machine, and remembers what it was asked.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use enlace_whatsapp::{Channel, Content, OutgoingMessage, Provider, ProviderKind, Recipient, http_client};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Both speak the same language.
pub const HOSTS: [ProviderKind; 2] = [ProviderKind::CloudApi, ProviderKind::Dialog360];

/// One answer.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: String,
}

/// An answer with this body.
pub fn answer(status: u16, body: impl ToString) -> Answer {
    Answer {
        status,
        headers: Vec::new(),
        body: body.to_string(),
    }
}

impl Answer {
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.push((name, value.parse().unwrap()));
        self
    }
}

/// A request as it came.
#[derive(Clone)]
pub struct Asked {
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    body: Bytes,
}

impl Asked {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Path and query.
    pub fn place(&self) -> String {
        self.uri.to_string()
    }
}

#[derive(Clone)]
struct Memory {
    /// In order, the last one for ever; none at all: the request is read and kept waiting.
    answers: Vec<Answer>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// The stand-in; ends with the test's runtime.
pub struct Meta {
    address: SocketAddr,
    memory: Memory,
}

impl Meta {
    /// With answers that may name the stand-in's own address.
    pub async fn with(answers: impl FnOnce(&str) -> Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let memory = Memory {
            answers: answers(&format!("http://{address}")),
            asked: Arc::default(),
        };
        let app = Router::new().fallback(reply_to).with_state(memory.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, memory }
    }

    pub async fn answering(status: u16, body: impl ToString) -> Self {
        Self::with(|_| vec![answer(status, body)]).await
    }

    pub async fn silent() -> Self {
        Self::with(|_| Vec::new()).await
    }

    /// Everything that came, in order.
    pub fn asked(&self) -> Vec<Asked> {
        self.memory.asked.lock().unwrap().clone()
    }

    /// The one request that came.
    pub fn asked_once(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "one call is one attempt");
        asked[0].clone()
    }

    pub fn provider(&self, kind: ProviderKind) -> Arc<dyn Provider> {
        provider_at(kind, self.address, &http_client().unwrap())
    }

    /// With little patience.
    pub fn hasty_provider(&self, kind: ProviderKind) -> Arc<dyn Provider> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        provider_at(kind, self.address, &http)
    }
}

async fn reply_to(State(memory): State<Memory>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let number = {
        let mut asked = memory.asked.lock().unwrap();
        asked.push(Asked {
            method,
            uri,
            headers,
            body,
        });
        asked.len() - 1
    };
    match memory.answers.get(number).or(memory.answers.last()) {
        Some(answer) => (
            StatusCode::from_u16(answer.status).unwrap(),
            HeaderMap::from_iter(answer.headers.clone()),
            answer.body.clone(),
        )
            .into_response(),
        None => std::future::pending().await,
    }
}

/// A place that reads one message, says `before_cutting`, and closes the connection.
pub async fn cutting(kind: ProviderKind, before_cutting: &'static str) -> Arc<dyn Provider> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        read_message(&mut connection).await;
        connection.write_all(before_cutting.as_bytes()).await.unwrap();
    });
    provider_at(kind, address, &http_client().unwrap())
}

/// Until the end of the body, so that closing the connection does not reset it under an answer.
async fn read_message(connection: &mut TcpStream) {
    let mut request = Vec::new();
    let mut part = [0; 4_096];
    loop {
        let read = connection.read(&mut part).await.unwrap();
        assert!(read > 0, "the request ended before its body");
        request.extend_from_slice(&part[..read]);
        let body = request.windows(4).position(|window| window == b"\r\n\r\n");
        if body.is_some_and(|at| serde_json::from_slice::<Value>(&request[at + 4..]).is_ok()) {
            return;
        }
    }
}

/// A place where nobody listens.
pub async fn nobody(kind: ProviderKind) -> Arc<dyn Provider> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    provider_at(kind, address, &http_client().unwrap())
}

fn provider_at(kind: ProviderKind, address: SocketAddr, http: &reqwest::Client) -> Arc<dyn Provider> {
    let base_url = format!("http://{address}");
    let (settings, secrets) = match kind {
        ProviderKind::Dialog360 => (
            json!({ "base_url": base_url, "from": "+556232000000" }),
            json!({ "api_key": "dragon", "webhook_secret": "sesame-sesame-sesame" }),
        ),
        _ => (
            json!({ "base_url": base_url, "version": "v26.0", "from": "+556232000000",
                    "phone_number_id": "1122334455667", "waba_id": "998877665544" }),
            json!({ "access_token": "dragon", "app_secret": "appsecret", "verify_token": "sesame" }),
        ),
    };
    let channel = Channel::open(kind, &settings, secrets.to_string().as_bytes()).unwrap();
    channel.provider(http)
}

/// A plain reply.
pub fn reply() -> OutgoingMessage {
    OutgoingMessage {
        to: Recipient::Number("5562998765432".parse().unwrap()),
        content: Content::Text("oi".to_owned()),
        quoted: None,
        status_callback: "https://isp.example.com/webhooks/whatsapp/1".parse().unwrap(),
        reference: "x.1".to_owned(),
    }
}
