//! A language model behind an API of OpenAI's shape: `POST /v1/chat/completions`, with answers that a test has written.
//!
//! It shares no code with the desk's client. It checks what such an API checks (a key, a model, messages, a schema that
//! OpenAI's strict mode takes) and keeps what it was asked.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

/// What the model does with one question.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with these words, which need not be what the schema asks for.
    Words(String),
    /// Refuses, as OpenAI's models do where their rules forbid an answer.
    Refusal,
    /// Stops in the middle of these words, for want of room.
    CutOff(String),
    /// Answers with these words after so long.
    After(Duration, String),
    /// The API answers with this status and an error.
    Status(u16),
    /// The API answers with something that is no JSON.
    NoJson,
}

#[derive(Default)]
struct Script {
    replies: VecDeque<Reply>,
    asked: Vec<Value>,
}

/// The running API; it ends when this is dropped.
pub struct LanguageModel {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    _stop: DropGuard,
}

impl LanguageModel {
    /// Starts it on a free port of this machine.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let script = Arc::new(Mutex::new(Script::default()));
        let app = Router::new()
            .route("/v1/chat/completions", post(complete))
            .with_state(Arc::clone(&script));
        let stop = CancellationToken::new();
        let until = stop.clone();
        tokio::spawn(async move {
            axum::serve(listener, app)
                .with_graceful_shutdown(until.cancelled_owned())
                .await
        });
        Ok(Self {
            address,
            script,
            _stop: stop.drop_guard(),
        })
    }

    /// The address before `/chat/completions`.
    ///
    /// # Errors
    /// Never: a socket's address makes a URL.
    pub fn base_url(&self) -> Result<Url, url::ParseError> {
        Url::parse(&format!("http://{}/v1", self.address))
    }

    /// Has it do this with the next question for which nothing is written yet. Questions beyond the script get a 500.
    pub fn then(&self, reply: Reply) {
        lock(&self.script).replies.push_back(reply);
    }

    /// The bodies of all requests so far that the API took.
    #[must_use]
    pub fn asked(&self) -> Vec<Value> {
        lock(&self.script).asked.clone()
    }
}

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn complete(State(script): State<Arc<Mutex<Script>>>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    if let Some(problem) = problem(&headers, &body) {
        return refuse(problem.0, problem.1);
    }
    let reply = {
        let mut script = lock(&script);
        script.asked.push(body.clone());
        script.replies.pop_front()
    };
    let model = body["model"].clone();
    match reply {
        Some(Reply::Words(words)) => answer(&model, json!(words), Value::Null, "stop"),
        Some(Reply::Refusal) => answer(&model, Value::Null, json!("I can't help with that."), "stop"),
        Some(Reply::CutOff(words)) => answer(&model, json!(words), Value::Null, "length"),
        Some(Reply::After(time, words)) => {
            tokio::time::sleep(time).await;
            answer(&model, json!(words), Value::Null, "stop")
        }
        Some(Reply::Status(status)) => refuse(
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            "The test wants it so",
        ),
        Some(Reply::NoJson) => "<html>Bad gateway</html>".into_response(),
        None => refuse(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Nothing is written for this question",
        ),
    }
}

/// What such an API would not take.
fn problem(headers: &HeaderMap, body: &Value) -> Option<(StatusCode, &'static str)> {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok());
    if key
        .and_then(|key| key.strip_prefix("Bearer "))
        .is_none_or(str::is_empty)
    {
        return Some((StatusCode::UNAUTHORIZED, "You didn't provide an API key"));
    }
    let messages = body["messages"].as_array().is_some_and(|messages| {
        let whole = |one: &Value| one["role"].is_string() && one["content"].is_string();
        !messages.is_empty() && messages.iter().all(whole)
    });
    if !body["model"].is_string() || !messages {
        return Some((StatusCode::BAD_REQUEST, "A model and messages are required"));
    }
    let format = &body["response_format"];
    let schema = &format["json_schema"]["schema"];
    let strict = format["type"] == "json_schema"
        && format["json_schema"]["name"].is_string()
        && format["json_schema"]["strict"] == true
        && schema["additionalProperties"] == false
        && schema["required"].as_array().map(Vec::len) == schema["properties"].as_object().map(serde_json::Map::len);
    (!strict).then_some((StatusCode::BAD_REQUEST, "Invalid schema for response_format"))
}

fn answer(model: &Value, content: Value, refusal: Value, finish_reason: &str) -> Response {
    Json(json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_780_000_000,
        "model": model,
        "choices": [{
            "index": 0,
            "message": { "role": "assistant", "content": content, "refusal": refusal, "annotations": [] },
            "logprobs": null,
            "finish_reason": finish_reason,
        }],
        "usage": { "prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2 },
    }))
    .into_response()
}

fn refuse(status: StatusCode, message: &str) -> Response {
    let error = json!({ "error": { "message": message, "type": "test", "param": null, "code": null } });
    (status, Json(error)).into_response()
}
