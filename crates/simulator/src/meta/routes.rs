//! The Cloud API over HTTP.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Query, State},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{
    credentials, files,
    ids::{account, user_id},
    number,
    problem::Problem,
    send::{Request, missing},
    template_list,
};
use crate::{
    connection::Cutter,
    line::OnLine,
    message::{Direction, Record},
    outbound,
};

/// The largest file that WhatsApp carries is 100 MB; a form needs a little more.
const LARGEST_BODY: usize = 101 << 20;

/// Meta's routes: `/v26.0/{id}/…`, whatever the version.
pub(crate) fn router(on: OnLine) -> Router {
    Router::new()
        .route("/{version}/{id}", get(object).delete(delete))
        .route("/{version}/{id}/messages", post(graph_messages))
        .route("/{version}/{id}/media", post(files::upload))
        .route("/{version}/{id}/message_templates", get(templates))
        .route("/{version}/{id}/subscribed_apps", post(subscribe))
        .route(files::STORAGE, get(files::storage))
        .route_layer(middleware::from_fn_with_state(on.clone(), credentials::check))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(on)
}

type Versioned = Path<(String, String)>;

async fn object(State(on): State<OnLine>, Path((_, id)): Versioned) -> Result<Json<Value>, Problem> {
    if id == account(&on).0 {
        Ok(Json(number::shown(&on)))
    } else {
        files::look_up(&on, &id)
    }
}

async fn delete(State(on): State<OnLine>, Path((_, id)): Versioned) -> Result<Json<Value>, Problem> {
    files::delete(&on, &id)
}

async fn templates(
    State(on): State<OnLine>,
    Path((version, id)): Versioned,
    Query(asked): Query<template_list::Asked>,
) -> Result<Json<Value>, Problem> {
    if id != account(&on).1 {
        return Err(Problem::unknown_object(&id));
    }
    let base = format!("{}/{version}/{id}/message_templates", on.line.api);
    Ok(Json(template_list::graph(&base, &asked)))
}

async fn subscribe(State(on): State<OnLine>, Path((_, id)): Versioned) -> Result<Json<Value>, Problem> {
    if id == account(&on).1 {
        Ok(Json(json!({ "success": true })))
    } else {
        Err(Problem::unknown_object(&id))
    }
}

async fn graph_messages(
    state: State<OnLine>,
    Path((_, id)): Versioned,
    cutter: ConnectInfo<Cutter>,
    raw: Bytes,
) -> Response {
    if id == account(&state.0).0 {
        messages(state, cutter, raw).await
    } else {
        Problem::unknown_object(&id).into_response()
    }
}

/// `POST …/messages`: a message, or the news that one has been read.
pub(super) async fn messages(
    State(on): State<OnLine>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    raw: Bytes,
) -> Response {
    let request = match Request::read(&raw) {
        Ok(request) if request.status.is_some() => return read(&on, request).into_response(),
        other => other,
    };
    outbound::take(
        &on,
        &cutter,
        || request.and_then(|request| request.message(&on)),
        |record| Json(taken(&on, record)).into_response(),
    )
    .await
}

fn taken(on: &OnLine, record: &Record) -> Value {
    let contact = if on.line.hides_number(&record.number) {
        let user = user_id(&record.number);
        json!({ "input": user, "user_id": user })
    } else {
        json!({ "input": record.number, "wa_id": on.board.spelling(&record.number) })
    };
    json!({
        "messaging_product": "whatsapp",
        "contacts": [contact],
        "messages": [{ "id": record.id, "message_status": "accepted" }],
    })
}

/// Marks a subscriber's message as read.
fn read(on: &OnLine, request: Request) -> Result<Json<Value>, Problem> {
    if request.status.as_deref() != Some("read") {
        return Err(Problem::new(100, "Param status must be one of {READ}"));
    }
    let id = request.message_id.ok_or_else(|| missing("message_id"))?;
    let known = on
        .board
        .ledger()
        .find(&id)
        .is_some_and(|entry| entry.record.line == on.line.index && entry.record.direction == Direction::Inbound);
    if !known {
        return Err(Problem::new(131_009, "Message ID is invalid."));
    }
    on.board.account().line(&on.line.config.name).read_by_desk += 1;
    Ok(Json(json!({ "success": true })))
}
