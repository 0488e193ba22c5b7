//! A desk that only listens: it writes down every call and answers as it is told.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    routing::get,
};
use serde_json::Value;
use tokio::sync::Notify;
use url::Url;

/// What the desk expects of Meta's challenge.
pub const VERIFY_TOKEN: &str = "the desk's own word";

/// A file of the desk's, at [`Desk::file`].
pub const FILE: &[u8] = b"%PDF-1.4 fatura";

/// One call of the town.
#[derive(Clone, Debug)]
pub struct Call {
    /// Of Twilio.
    pub signature: String,
    /// Of Twilio.
    pub token: String,
    pub headers: HeaderMap,
    pub raw: Bytes,
    /// Of a form.
    pub fields: BTreeMap<String, String>,
    /// Of an object.
    pub json: Value,
}

impl Call {
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map(String::as_str).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    /// The value of Meta's first change.
    pub fn value(&self) -> &Value {
        &self.json["entry"][0]["changes"][0]["value"]
    }

    /// Meta's first message in it.
    pub fn message(&self) -> &Value {
        &self.value()["messages"][0]
    }
}

/// The desk; its clones are one.
#[derive(Clone)]
pub struct Desk {
    address: std::net::SocketAddr,
    state: Arc<Heard>,
}

#[derive(Default)]
struct Heard {
    calls: Mutex<Vec<Call>>,
    answers: Mutex<VecDeque<StatusCode>>,
    news: Notify,
}

impl Desk {
    pub async fn start() -> Self {
        let state = Arc::new(Heard::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/webhooks/whatsapp/1", get(challenge).post(hear))
            .route(
                "/files/fatura.pdf",
                get(async || ([("content-type", "application/pdf")], FILE)),
            )
            .route(
                "/files/as/{group}/{kind}",
                get(
                    async |axum::extract::Path((group, kind)): axum::extract::Path<(String, String)>| {
                        ([("content-type", format!("{group}/{kind}"))], FILE)
                    },
                ),
            )
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, state }
    }

    pub fn webhook(&self) -> Url {
        Url::parse(&format!("http://{}/webhooks/whatsapp/1?from=town", self.address)).unwrap()
    }

    /// Where [`FILE`] is.
    pub fn file(&self) -> String {
        format!("http://{}/files/fatura.pdf", self.address)
    }

    /// Where a file is of which the address says what type it has.
    pub fn file_of(&self, content_type: &str) -> Url {
        Url::parse(&format!("http://{}/files/as/{content_type}", self.address)).unwrap()
    }

    /// The next calls are answered so; all after them with 200.
    pub fn answer_next(&self, statuses: &[u16]) {
        let statuses = statuses.iter().map(|status| StatusCode::from_u16(*status).unwrap());
        self.state.answers.lock().unwrap().extend(statuses);
    }

    pub fn calls(&self) -> Vec<Call> {
        self.state.calls.lock().unwrap().clone()
    }

    pub fn last(&self) -> Call {
        self.calls().pop().unwrap()
    }

    /// The `MessageStatus` of all callbacks so far.
    pub fn statuses(&self) -> Vec<String> {
        self.calls()
            .iter()
            .filter_map(|call| call.fields.get("MessageStatus").cloned())
            .collect()
    }

    /// Waits until what was heard is as wanted.
    pub async fn until(&self, wanted: impl Fn(&[Call]) -> bool) -> Vec<Call> {
        let waiting = async {
            loop {
                let news = self.state.news.notified();
                let calls = self.calls();
                if wanted(&calls) {
                    return calls;
                }
                news.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting)
            .await
            .unwrap_or_else(|_| panic!("the desk never heard what the test wants"))
    }
}

async fn hear(State(state): State<Arc<Heard>>, headers: HeaderMap, raw: Bytes) -> StatusCode {
    let header = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    let is_json = header("content-type") == "application/json";
    let call = Call {
        signature: header("x-twilio-signature"),
        token: header("i-twilio-idempotency-token"),
        fields: if is_json {
            BTreeMap::new()
        } else {
            serde_urlencoded::from_bytes(&raw).unwrap()
        },
        json: if is_json {
            serde_json::from_slice(&raw).unwrap()
        } else {
            Value::Null
        },
        raw,
        headers,
    };
    state.calls.lock().unwrap().push(call);
    let status = state.answers.lock().unwrap().pop_front().unwrap_or(StatusCode::OK);
    state.news.notify_one();
    status
}

async fn challenge(Query(asked): Query<BTreeMap<String, String>>) -> Result<String, StatusCode> {
    if asked["hub.mode"] == "subscribe" && asked["hub.verify_token"] == VERIFY_TOKEN {
        Ok(asked["hub.challenge"].clone())
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}
