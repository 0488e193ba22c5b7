//! `/_town/*`: a test's hand on the town over HTTP. Asks for no credentials, so the town belongs on the loopback.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use enlace_domain::WaId;
use serde::Deserialize;
use serde_json::json;

use crate::{
    account::Account,
    callbacks,
    error::TownError,
    faults::{CallbackFault, MediaFault, SendFault, WebhookFault},
    inbound,
    ledger::{SentToSubscriber, WrittenToDesk, match_key},
    line::{OnLine, Outage},
    message::{MessageId, Writer, Written},
    switchboard::Switchboard,
    town::FIRST_LINE,
};

/// The control routes.
pub(crate) fn router(board: Switchboard) -> Router {
    Router::new()
        .route("/_town/write", post(write))
        .route("/_town/sent", get(sent))
        .route("/_town/written", get(written))
        .route("/_town/read", post(read))
        .route("/_town/repeat", post(repeat))
        .route("/_town/faults", post(faults))
        .route("/_town/outage", post(outage))
        .route("/_town/close_window", post(close_window))
        .route("/_town/lines", get(lines))
        .route("/_town/account", get(account))
        .with_state(board)
}

/// `{"from", "name", "text"}` writes words; with `"payload"` the words are a tapped choice, with `"written"` anything
/// else: `{"written": {"image": {"caption": ""}}}`. `"line"` chooses a line by its name.
#[derive(Deserialize)]
struct Write {
    from: WaId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
    payload: Option<String>,
    written: Option<Written>,
    line: Option<String>,
}

async fn write(State(board): State<Switchboard>, Json(asked): Json<Write>) -> Result<Response, TownError> {
    let on = match &asked.line {
        Some(name) => line(&board, name)?,
        None => board
            .home(asked.from.as_str())
            .ok_or_else(|| TownError::NoSuchLine(FIRST_LINE.to_owned()))?,
    };
    let writer = Writer {
        wa_id: asked.from,
        profile_name: asked.name,
    };
    let written = match (asked.written, asked.payload) {
        (Some(written), _) => written,
        (None, Some(payload)) => Written::Choice {
            title: asked.text,
            payload,
        },
        (None, None) => Written::Text(asked.text),
    };
    let id = inbound::write(&on, &writer, &written).await?;
    Ok(Json(json!({ "sid": id })).into_response())
}

fn line(board: &Switchboard, name: &str) -> Result<OnLine, TownError> {
    board.line(name).ok_or_else(|| TownError::NoSuchLine(name.to_owned()))
}

/// `?to=` a number in either spelling, `?line=` a line; all without them.
#[derive(Deserialize)]
struct SentTo {
    to: Option<WaId>,
    line: Option<String>,
}

async fn sent(State(board): State<Switchboard>, Query(asked): Query<SentTo>) -> Json<Vec<SentToSubscriber>> {
    let key = asked.to.map(|to| match_key(to.as_str()));
    let ledger = board.ledger();
    Json(
        ledger
            .sent()
            .filter(|one| key.as_ref().is_none_or(|key| match_key(one.to.as_str()) == *key))
            .filter(|one| asked.line.as_ref().is_none_or(|line| one.line == *line))
            .collect(),
    )
}

/// `?line=` a line; all without it.
#[derive(Deserialize)]
struct WrittenOn {
    line: Option<String>,
}

async fn written(State(board): State<Switchboard>, Query(asked): Query<WrittenOn>) -> Json<Vec<WrittenToDesk>> {
    let ledger = board.ledger();
    let on_it = |one: &WrittenToDesk| asked.line.as_ref().is_none_or(|line| one.line == *line);
    Json(ledger.written().filter(on_it).collect())
}

/// `{"sid"}` of a message.
#[derive(Deserialize)]
struct Which {
    sid: MessageId,
}

async fn read(State(board): State<Switchboard>, Json(which): Json<Which>) -> Result<StatusCode, TownError> {
    callbacks::mark_read(&board, &which.sid).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn repeat(State(board): State<Switchboard>, Json(which): Json<Which>) -> Result<Response, TownError> {
    let status = inbound::repeat(&board, &which.sid).await?;
    Ok(Json(json!({ "status": status })).into_response())
}

/// `{"clear": true, "sends": [{"fault": "server_error", "count": 2}], "callbacks": [{"fault": "drop", "count": 1}]}`,
/// and likewise `"webhooks"` and `"media"`; faults with a number are written `{"undelivered": {"code": 63016}}`. With
/// `"line"` they are that line's own.
#[derive(Deserialize)]
struct Faults {
    #[serde(default)]
    clear: bool,
    line: Option<String>,
    #[serde(default)]
    sends: Vec<Next<SendFault>>,
    #[serde(default)]
    callbacks: Vec<Next<CallbackFault>>,
    #[serde(default)]
    webhooks: Vec<Next<WebhookFault>>,
    #[serde(default)]
    media: Vec<Next<MediaFault>>,
}

#[derive(Deserialize)]
struct Next<Fault> {
    fault: Fault,
    #[serde(default = "once")]
    count: usize,
}

fn once() -> usize {
    1
}

async fn faults(State(board): State<Switchboard>, Json(asked): Json<Faults>) -> Result<StatusCode, TownError> {
    let faults = match &asked.line {
        Some(name) => line(&board, name)?.line.faults.clone(),
        None => board.faults().clone(),
    };
    if asked.clear {
        faults.clear();
    }
    for next in asked.sends {
        faults.next_sends(next.fault, next.count);
    }
    for next in asked.callbacks {
        faults.next_callbacks(next.fault, next.count);
    }
    for next in asked.webhooks {
        faults.next_webhooks(next.fault, next.count);
    }
    for next in asked.media {
        faults.next_media(next.fault, next.count);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `{"line": "meta", "outage": "refused", "seconds": 3600}` (or `"unavailable"`, or `null` to end it); without
/// `seconds` until told otherwise.
#[derive(Deserialize)]
struct Down {
    line: String,
    outage: Option<Outage>,
    seconds: Option<u64>,
}

async fn outage(State(board): State<Switchboard>, Json(asked): Json<Down>) -> Result<StatusCode, TownError> {
    let switch = &line(&board, &asked.line)?.line.outage;
    match (asked.outage, asked.seconds) {
        (Some(outage), Some(seconds)) => switch.set_for(outage, Duration::from_secs(seconds)),
        (outage, _) => switch.set(outage),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `{"line": "meta", "who": "556281234567"}`: as if that person had not written for a day.
#[derive(Deserialize)]
struct Silent {
    line: String,
    who: WaId,
}

async fn close_window(State(board): State<Switchboard>, Json(asked): Json<Silent>) -> Result<StatusCode, TownError> {
    line(&board, &asked.line)?.line.forget(asked.who.as_str());
    Ok(StatusCode::NO_CONTENT)
}

/// The name and the address of every line.
async fn lines(State(board): State<Switchboard>) -> Json<BTreeMap<String, String>> {
    let named = |on: OnLine| (on.line.config.name.clone(), on.line.api.clone());
    Json(board.lines().map(named).collect())
}

async fn account(State(board): State<Switchboard>) -> Json<Account> {
    Json(board.account().clone())
}

impl IntoResponse for TownError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoSuchMessage(_) | Self::NoSuchLine(_) => StatusCode::NOT_FOUND,
            Self::Delivery(_) => StatusCode::BAD_GATEWAY,
            Self::Listen { .. } | Self::Client(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
