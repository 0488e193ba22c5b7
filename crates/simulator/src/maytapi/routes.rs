//! The gateway over HTTP.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Request as HttpRequest, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::{ids::chat, problem::Problem, send::Request, storage};
use crate::{
    connection::Cutter,
    line::{MaytapiConfig, OnLine, Vendor},
    outbound,
};

/// Files may come within a message.
const LARGEST_BODY: usize = 140 << 20;

/// The routes.
pub(crate) fn router(on: OnLine) -> Router {
    Router::new()
        .route("/api/{product}/{phone}/sendMessage", post(send))
        .route("/api/{product}/{phone}/status", get(status))
        .route("/api/{product}/{phone}/config", post(set_webhook))
        .route("/api/{product}/setWebhook", post(set_webhook))
        .route("/api/{product}/listPhones", get(phones))
        .route_layer(middleware::from_fn_with_state(on.clone(), check))
        .route("/storage/{name}", get(storage::fetch))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(on)
}

/// The account of the line; nobody else comes here.
fn config(on: &OnLine) -> Option<&MaytapiConfig> {
    match &on.line.config.vendor {
        Vendor::Maytapi(config) => Some(config),
        _ => None,
    }
}

/// Lets a request pass that has the token and names the product.
async fn check(State(on): State<OnLine>, request: HttpRequest, next: Next) -> Response {
    let given = request
        .headers()
        .get("x-maytapi-key")
        .and_then(|value| value.to_str().ok());
    let Some(config) = config(&on).filter(|config| given == Some(config.token.expose_secret())) else {
        return Problem::new(StatusCode::UNAUTHORIZED, "The token is invalid").into_response();
    };
    let named = request.uri().path().split('/').nth(2);
    if named != Some(&config.product_id) {
        return Problem::new(StatusCode::NOT_FOUND, "The product was not found").into_response();
    }
    next.run(request).await
}

fn is_ours(on: &OnLine, phone: &str) -> bool {
    config(on).is_some_and(|config| config.phone_id.to_string() == phone)
}

async fn send(
    State(on): State<OnLine>,
    Path((_, phone)): Path<(String, String)>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    raw: Bytes,
) -> Response {
    if !is_ours(&on, &phone) {
        return Problem::refused("Phone not found").into_response();
    }
    outbound::take(
        &on,
        &cutter,
        || Request::read(&raw).map_err(Problem::refused),
        |record| {
            let data = json!({ "chatId": chat(&record.number), "msgId": record.id });
            Json(json!({ "success": true, "data": data })).into_response()
        },
    )
    .await
}

async fn status(State(on): State<OnLine>, Path((_, phone)): Path<(String, String)>) -> Result<Json<Value>, Problem> {
    if !is_ours(&on, &phone) {
        return Err(Problem::refused("Phone not found"));
    }
    let number = &on.line.config.business_number.as_str()[1..];
    let status = json!({ "loggedIn": true, "isOnQrPage": false });
    Ok(Json(json!({ "success": true, "status": status, "number": number })))
}

async fn phones(State(on): State<OnLine>) -> Json<Value> {
    let id = config(&on).map(|config| config.phone_id);
    let number = &on.line.config.business_number.as_str()[1..];
    Json(json!([{ "id": id, "number": number, "status": "active", "type": "whatsapp" }]))
}

/// Where webhooks go, where the desk sets it.
#[derive(Deserialize)]
struct Settings {
    webhook: Option<Url>,
}

async fn set_webhook(State(on): State<OnLine>, Json(settings): Json<Settings>) -> Json<Value> {
    if let Some(webhook) = settings.webhook {
        on.line.redirect(webhook, Vec::new());
    }
    Json(json!({ "success": true }))
}
