//! `/_town/*`: a test's hand on the town over HTTP. Asks for no credentials, so the town belongs on the loopback.

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
    error::TownError,
    faults::{CallbackFault, SendFault},
    ledger::{SentToSubscriber, match_key},
    switchboard::Switchboard,
    twilio::{self, MessageSid, Writer, Written},
};

/// The control routes.
pub(crate) fn router(board: Switchboard) -> Router {
    Router::new()
        .route("/_town/write", post(write))
        .route("/_town/sent", get(sent))
        .route("/_town/read", post(read))
        .route("/_town/repeat", post(repeat))
        .route("/_town/faults", post(faults))
        .route("/_town/account", get(account))
        .with_state(board)
}

/// `{"from", "name", "text"}` writes words; with `"payload"` the words are a tapped choice.
#[derive(Deserialize)]
struct Write {
    from: WaId,
    #[serde(default)]
    name: String,
    text: String,
    payload: Option<String>,
}

async fn write(State(board): State<Switchboard>, Json(asked): Json<Write>) -> Result<Response, TownError> {
    let writer = Writer {
        wa_id: asked.from,
        profile_name: asked.name,
    };
    let written = match asked.payload {
        Some(payload) => Written::Choice {
            title: asked.text,
            payload,
        },
        None => Written::Text(asked.text),
    };
    let sid = twilio::write(&board, writer, written).await?;
    Ok(Json(json!({ "sid": sid })).into_response())
}

/// `?to=` a number in either spelling; all without it.
#[derive(Deserialize)]
struct SentTo {
    to: Option<WaId>,
}

async fn sent(State(board): State<Switchboard>, Query(asked): Query<SentTo>) -> Json<Vec<SentToSubscriber>> {
    let key = asked.to.map(|to| match_key(to.as_str()));
    let ledger = board.ledger();
    Json(
        ledger
            .sent()
            .filter(|one| key.as_ref().is_none_or(|key| match_key(one.to.as_str()) == *key))
            .collect(),
    )
}

/// `{"sid"}` of a message.
#[derive(Deserialize)]
struct Which {
    sid: MessageSid,
}

async fn read(State(board): State<Switchboard>, Json(which): Json<Which>) -> Result<StatusCode, TownError> {
    twilio::mark_read(&board, &which.sid).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn repeat(State(board): State<Switchboard>, Json(which): Json<Which>) -> Result<Response, TownError> {
    let status = twilio::repeat(&board, &which.sid).await?;
    Ok(Json(json!({ "status": status })).into_response())
}

/// `{"clear": true, "sends": [{"fault": "server_error", "count": 2}], "callbacks": [{"fault": "drop", "count": 1}]}`;
/// faults with a number are written `{"undelivered": {"code": 63016}}`.
#[derive(Deserialize)]
struct Faults {
    #[serde(default)]
    clear: bool,
    #[serde(default)]
    sends: Vec<Next<SendFault>>,
    #[serde(default)]
    callbacks: Vec<Next<CallbackFault>>,
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

async fn faults(State(board): State<Switchboard>, Json(asked): Json<Faults>) -> StatusCode {
    if asked.clear {
        board.faults().clear();
    }
    for next in asked.sends {
        board.faults().next_sends(next.fault, next.count);
    }
    for next in asked.callbacks {
        board.faults().next_callbacks(next.fault, next.count);
    }
    StatusCode::NO_CONTENT
}

async fn account(State(board): State<Switchboard>) -> Json<Account> {
    Json(board.account().clone())
}

impl IntoResponse for TownError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NoSuchMessage(_) => StatusCode::NOT_FOUND,
            Self::Delivery(_) => StatusCode::BAD_GATEWAY,
            Self::Listen { .. } | Self::Client(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({ "error": self.to_string() }))).into_response()
    }
}
