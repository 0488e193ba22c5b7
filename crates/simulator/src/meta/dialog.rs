//! 360dialog's routes: Meta's JSON without versions and number ids, and the settings of the webhook.

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, State},
    middleware,
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{credentials, files, problem::Problem, routes::messages, template_list};
use crate::line::OnLine;

/// As Meta's.
const LARGEST_BODY: usize = 101 << 20;

/// 360dialog's routes.
pub(crate) fn router(on: OnLine) -> Router {
    Router::new()
        .route("/messages", post(messages))
        .route("/media", post(files::upload))
        .route("/{media}", get(look_up).delete(delete))
        .route("/v1/configs/webhook", get(webhook).post(set_webhook))
        .route("/v1/configs/templates", get(async || Json(template_list::dialog())))
        .route(files::STORAGE, get(files::storage))
        .route_layer(middleware::from_fn_with_state(on.clone(), credentials::check))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(on)
}

async fn look_up(State(on): State<OnLine>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    files::look_up(&on, &id)
}

async fn delete(State(on): State<OnLine>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    files::delete(&on, &id)
}

/// Where webhooks go and with which headers.
#[derive(Debug, Deserialize, Serialize)]
struct Webhook {
    url: Url,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

async fn webhook(State(on): State<OnLine>) -> Json<Webhook> {
    let (url, headers) = on.line.webhook();
    Json(Webhook {
        url,
        headers: headers.into_iter().collect(),
    })
}

async fn set_webhook(State(on): State<OnLine>, Json(webhook): Json<Webhook>) -> Json<Webhook> {
    let headers = webhook.headers.clone().into_iter().collect();
    on.line.redirect(webhook.url.clone(), headers);
    Json(webhook)
}
