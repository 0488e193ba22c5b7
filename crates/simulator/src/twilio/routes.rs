//! The API over HTTP.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, Path, Query as UrlQuery, State},
    http::{StatusCode, Uri},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;

use super::{content, credentials, files, list, problem::Problem, resource, send_form};
use crate::{
    connection::Cutter,
    line::{OnLine, TwilioConfig, Vendor},
    message::{MessageId, Record},
    outbound,
};

/// The API's routes; everything else below the version is Twilio's 404.
pub(crate) fn router(on: OnLine) -> Router {
    Router::new()
        .route("/2010-04-01/Accounts/{account}", get(account))
        .route("/2010-04-01/Accounts/{account}/Messages.json", get(list).post(create))
        .route("/2010-04-01/Accounts/{account}/Messages/{file}", get(fetch))
        .route(
            "/2010-04-01/Accounts/{account}/Messages/{message}/Media/{file}",
            get(files::fetch),
        )
        .route("/v1/ContentAndApprovals", get(contents))
        .route_layer(middleware::from_fn_with_state(on.clone(), credentials::check))
        .route("/storage/{file}", get(files::storage))
        .fallback(async |uri: Uri| Problem::not_found(uri.path()))
        .with_state(on)
}

/// The account that these routes answer for.
pub(super) fn config(on: &OnLine) -> Result<&TwilioConfig, Problem> {
    match &on.line.config.vendor {
        Vendor::Twilio(config) => Ok(config),
        _ => Err(Problem::internal()),
    }
}

fn shown(on: &OnLine, record: &Record) -> Result<Value, Problem> {
    let business = &on.line.config.business_number;
    Ok(resource::message(record, &config(on)?.account_sid, business))
}

async fn account(State(on): State<OnLine>) -> Result<Json<Value>, Problem> {
    Ok(Json(resource::account(&config(&on)?.account_sid)))
}

async fn contents(State(on): State<OnLine>) -> Result<Json<Value>, Problem> {
    Ok(Json(content::list(&on.line.api, &config(&on)?.account_sid)))
}

async fn create(State(on): State<OnLine>, ConnectInfo(cutter): ConnectInfo<Cutter>, raw: Bytes) -> Response {
    let business = &on.line.config.business_number;
    outbound::take(
        &on,
        &cutter,
        || send_form::parse(&raw, business),
        |record| {
            shown(&on, record)
                .map(|shown| (StatusCode::CREATED, Json(shown)))
                .into_response()
        },
    )
    .await
}

async fn list(State(on): State<OnLine>, UrlQuery(pairs): UrlQuery<Vec<(String, String)>>) -> Result<Response, Problem> {
    let query = list::Query::parse(pairs)?;
    let ledger = on.board.ledger();
    let records = ledger.newest_first(on.line.index).map(|entry| &entry.record);
    let business = &on.line.config.business_number;
    Ok(Json(query.page(records, &config(&on)?.account_sid, business)).into_response())
}

async fn fetch(
    State(on): State<OnLine>,
    Path((_, file)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    let missing = || Problem::not_found(uri.path());
    let id = MessageId::from(file.strip_suffix(".json").ok_or_else(missing)?);
    let record = on
        .board
        .ledger()
        .find(&id)
        .map(|entry| entry.record.clone())
        .filter(|record| record.line == on.line.index)
        .ok_or_else(missing)?;
    Ok(Json(shown(&on, &record)?).into_response())
}
