//! Answers in Maytapi's place on a port of this machine, and remembers what it was asked.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri, header::LOCATION},
    response::{IntoResponse, Response},
};
use enlace_whatsapp::{Channel, Content, OutgoingMessage, Provider, ProviderKind, Recipient, http_client};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What it answers, always the same within one test.
#[derive(Clone)]
pub enum Script {
    /// At once.
    Answer { status: u16, body: String },
    /// The address that asks is sent on to this one, which answers with the body.
    MovedOnce { body: &'static str },
    /// Every address is sent on.
    MovedForEver,
    /// Never: the request is read and kept waiting.
    Silence,
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
}

#[derive(Clone)]
struct Memory {
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// The stand-in; ends with the test's runtime.
pub struct Maytapi {
    address: SocketAddr,
    memory: Memory,
}

impl Maytapi {
    pub async fn with(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let memory = Memory {
            script,
            asked: Arc::default(),
        };
        let app = Router::new().fallback(answer).with_state(memory.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, memory }
    }

    pub async fn answering(status: u16, body: Value) -> Self {
        let body = body.to_string();
        Self::with(Script::Answer { status, body }).await
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

    /// An address at this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn provider(&self) -> Arc<dyn Provider> {
        provider_at(self.address, &http_client().unwrap())
    }

    /// With little patience.
    pub fn hasty_provider(&self) -> Arc<dyn Provider> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        provider_at(self.address, &http)
    }
}

async fn answer(State(memory): State<Memory>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let first = {
        let mut asked = memory.asked.lock().unwrap();
        asked.push(Asked {
            method,
            uri,
            headers,
            body,
        });
        asked.len() == 1
    };
    match memory.script {
        Script::Answer { status, body } => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Script::MovedOnce { body } if !first => body.into_response(),
        Script::MovedOnce { .. } | Script::MovedForEver => (StatusCode::FOUND, [(LOCATION, "/moved")]).into_response(),
        Script::Silence => std::future::pending().await,
    }
}

/// A place where nobody listens.
pub async fn nobody() -> Arc<dyn Provider> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    provider_at(address, &http_client().unwrap())
}

fn provider_at(address: SocketAddr, http: &reqwest::Client) -> Arc<dyn Provider> {
    let settings = json!({ "base_url": format!("http://{address}"), "from": "+556232000000",
                           "product_id": "dc01968f-7cfc", "phone_id": "12" });
    let secrets = json!({ "token": "dragon", "webhook_secret": "sesame-sesame-sesame" }).to_string();
    let channel = Channel::open(ProviderKind::Maytapi, &settings, secrets.as_bytes()).unwrap();
    channel.provider(http)
}

/// A message of ours with this content.
pub fn message(content: Content) -> OutgoingMessage {
    OutgoingMessage {
        to: Recipient::Number("556298765432".parse().unwrap()),
        content,
        quoted: None,
        status_callback: "https://isp.example.com/webhooks/whatsapp/1".parse().unwrap(),
        reference: "1.1".to_owned(),
    }
}

/// A plain reply.
pub fn reply() -> OutgoingMessage {
    message(Content::Text("oi".to_owned()))
}
