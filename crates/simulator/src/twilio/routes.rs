//! The Messages resource over HTTP.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, Path, Query as UrlQuery, State},
    http::{StatusCode, Uri},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use time::OffsetDateTime;

use super::{
    MessageSid, Record, WireDirection, WireStatus, callbacks, credentials, list, problem::Problem, send_form::SendForm,
};
use crate::{
    faults::SendFault,
    ledger::{Callback, Entry},
    line::Cutter,
    switchboard::Switchboard,
};

/// How long an unanswered request is held, at most.
const SILENCE: Duration = Duration::from_secs(120);

/// The API's routes; everything else below the version is Twilio's 404.
pub(crate) fn router(board: Switchboard) -> Router {
    Router::new()
        .route("/2010-04-01/Accounts/{account}/Messages.json", get(list).post(create))
        .route("/2010-04-01/Accounts/{account}/Messages/{file}", get(fetch))
        .route_layer(middleware::from_fn_with_state(board.clone(), credentials::check))
        .fallback(async |uri: Uri| Problem::not_found(uri.path()))
        .with_state(board)
}

async fn create(State(board): State<Switchboard>, ConnectInfo(line): ConnectInfo<Cutter>, raw: Bytes) -> Response {
    let fault = board.faults().take_send();
    let refusal = match fault {
        Some(SendFault::TooManyRequests) => Some(Problem::too_many()),
        Some(SendFault::ServerError) => Some(Problem::internal()),
        Some(SendFault::Refuse { code }) => Some(Problem::bad_field(code, "The message was refused")),
        _ => None,
    };
    if fault == Some(SendFault::NoAnswer) {
        return silence(&board, &line).await;
    }
    let parsed = refusal.map_or_else(|| SendForm::parse(&raw, &board.config().business_number), Err);
    let form = match parsed {
        Ok(form) => form,
        Err(problem) => {
            board.account().sends_refused += 1;
            return problem.into_response();
        }
    };
    let undelivered = match fault {
        Some(SendFault::Undelivered { code }) => Some(code),
        _ => None,
    };
    let shown = accept(&board, form, undelivered);
    match fault {
        Some(SendFault::CutAfterAccept) => {
            line.cut();
            StatusCode::CREATED.into_response()
        }
        Some(SendFault::NoAnswerAfterAccept) => silence(&board, &line).await,
        _ => (StatusCode::CREATED, Json(shown)).into_response(),
    }
}

/// Writes the message down, starts its callbacks and returns it as the API shows it.
fn accept(board: &Switchboard, form: SendForm, undelivered: Option<u32>) -> serde_json::Value {
    let now = OffsetDateTime::now_utc();
    let sid = MessageSid::new(form.num_media > 0);
    let status = if form.messaging_service_sid.is_some() {
        WireStatus::Accepted
    } else {
        WireStatus::Queued
    };
    let record = Record {
        sid: sid.clone(),
        from: format!("whatsapp:{}", board.config().business_number.as_str()),
        to: form.to,
        body: form.body,
        direction: WireDirection::OutboundApi,
        status,
        messaging_service_sid: form.messaging_service_sid,
        error_code: None,
        num_media: form.num_media,
        created: now,
        updated: now,
        sent: None,
    };
    let shown = record.resource(&board.config().account_sid);
    let order = Arc::new(tokio::sync::Mutex::new(()));
    let held = Arc::clone(&order).try_lock_owned();
    let callback = Callback {
        url: form.status_callback,
        fault: board.faults().take_callbacks(),
        order,
    };
    let doubled = board.ledger().add(Entry {
        record,
        choices: form.choices,
        callback: Some(callback.clone()),
        written: None,
    });
    {
        let mut account = board.account();
        account.sends_accepted += 1;
        account.doubled_sends += u64::from(doubled);
    }
    // The lock was made here and is free: it is always held.
    if let Ok(held) = held {
        tokio::spawn(callbacks::follow(board.clone(), sid, callback, undelivered, held));
    }
    shown
}

/// Holds the request without an answer, then breaks the connection.
async fn silence(board: &Switchboard, line: &Cutter) -> Response {
    tokio::select! {
        () = tokio::time::sleep(SILENCE) => {}
        () = board.stop().cancelled() => {}
    }
    line.cut();
    StatusCode::GATEWAY_TIMEOUT.into_response()
}

async fn list(
    State(board): State<Switchboard>,
    UrlQuery(pairs): UrlQuery<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let query = list::Query::parse(pairs)?;
    let ledger = board.ledger();
    let records = ledger.newest_first().map(|entry| &entry.record);
    Ok(Json(query.page(records, &board.config().account_sid)).into_response())
}

async fn fetch(
    State(board): State<Switchboard>,
    Path((_, file)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    let missing = || Problem::not_found(uri.path());
    let sid: MessageSid = file
        .strip_suffix(".json")
        .and_then(|sid| sid.parse().ok())
        .ok_or_else(missing)?;
    let record = board
        .ledger()
        .find(&sid)
        .map(|entry| entry.record.clone())
        .ok_or_else(missing)?;
    Ok(Json(record.resource(&board.config().account_sid)).into_response())
}
