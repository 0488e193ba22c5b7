//! Answers in Twilio's place on a port of this machine, and remembers what it was asked.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use enlace_whatsapp::{
    Content, OutgoingMessage, Recipient, http_client,
    twilio::{ApiKey, TwilioClient, TwilioSecrets, TwilioSettings},
};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpStream},
};

pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const SID: &str = "SM0123456789abcdef0123456789abcdef";

/// What it answers, always the same within one test.
#[derive(Clone)]
pub enum Script {
    /// At once.
    Answer {
        status: u16,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: String,
    },
    /// Never: the request is read and kept waiting.
    Silence,
}

impl Script {
    pub fn answer(status: u16, body: impl Into<String>) -> Self {
        Self::Answer {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }
}

/// A request as it came.
#[derive(Clone)]
pub struct Asked {
    pub uri: Uri,
    pub headers: HeaderMap,
    body: Bytes,
}

impl Asked {
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body).into_owned().collect()
    }

    pub fn query(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect()
    }
}

#[derive(Clone)]
struct Memory {
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// The stand-in; ends with the test's runtime.
pub struct Twilio {
    address: SocketAddr,
    memory: Memory,
}

impl Twilio {
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

    pub async fn answering(status: u16, body: impl Into<String>) -> Self {
        Self::with(Script::answer(status, body)).await
    }

    /// The one request that came.
    pub fn asked_once(&self) -> Asked {
        let asked = self.memory.asked.lock().unwrap();
        assert_eq!(asked.len(), 1, "one call is one attempt");
        asked[0].clone()
    }

    pub fn client(&self) -> TwilioClient {
        client_of(self.address, http_client().unwrap(), secrets())
    }

    pub fn client_over(&self, http: reqwest::Client) -> TwilioClient {
        client_of(self.address, http, secrets())
    }

    pub fn client_with_api_key(&self) -> TwilioClient {
        let key = ApiKey {
            sid: "SK0123456789abcdef0123456789abcdef".parse().unwrap(),
            secret: "sesame".into(),
        };
        client_of(
            self.address,
            http_client().unwrap(),
            TwilioSecrets {
                api_key: Some(key),
                ..secrets()
            },
        )
    }
}

async fn answer(State(memory): State<Memory>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    memory.asked.lock().unwrap().push(Asked { uri, headers, body });
    match memory.script {
        Script::Answer { status, headers, body } => (
            StatusCode::from_u16(status).unwrap(),
            HeaderMap::from_iter(headers),
            body,
        )
            .into_response(),
        Script::Silence => std::future::pending().await,
    }
}

/// A place that reads the head of one request, says `before_cutting`, and closes the connection.
pub async fn cutting(before_cutting: &'static str) -> TwilioClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        read_request(&mut connection).await;
        tokio::io::AsyncWriteExt::write_all(&mut connection, before_cutting.as_bytes())
            .await
            .unwrap();
    });
    client_of(address, http_client().unwrap(), secrets())
}

/// A place where nobody listens.
pub async fn nobody() -> TwilioClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    client_of(address, http_client().unwrap(), secrets())
}

/// Until the form's last field, so that closing the connection does not reset it under an answer.
async fn read_request(connection: &mut TcpStream) {
    let mut request = Vec::new();
    let mut part = [0; 4_096];
    let last_field = b"Body=oi";
    while !request.windows(last_field.len()).any(|window| window == last_field) {
        let read = connection.read(&mut part).await.unwrap();
        assert!(read > 0, "the request ended before its form");
        request.extend_from_slice(&part[..read]);
    }
}

fn client_of(address: SocketAddr, http: reqwest::Client, secrets: TwilioSecrets) -> TwilioClient {
    let mut settings = TwilioSettings::new(ACCOUNT.parse().unwrap(), "+551130000000".parse().unwrap());
    settings.base_url = Some(format!("http://{address}").parse().unwrap());
    TwilioClient::new(http, settings, secrets)
}

fn secrets() -> TwilioSecrets {
    TwilioSecrets::new("token".into())
}

/// A plain reply.
pub fn reply() -> OutgoingMessage {
    OutgoingMessage {
        to: Recipient::Number("556298765432".parse().unwrap()),
        content: Content::Text("oi".to_owned()),
        quoted: None,
        status_callback: "https://isp.example.com/webhooks/whatsapp/1".parse().unwrap(),
        reference: "1.1".to_owned(),
    }
}
