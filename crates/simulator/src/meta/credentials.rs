//! Who may call: a bearer of the token at Meta, whoever has the key at 360dialog.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use secrecy::ExposeSecret;
use serde_json::json;

use super::problem::Problem;
use crate::line::{OnLine, Vendor};

/// Lets a request pass that carries the credentials of the line.
pub(super) async fn check(State(on): State<OnLine>, request: Request, next: Next) -> Response {
    match refusal(&on, request.headers()) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

/// The answer to wrong credentials.
fn refusal(on: &OnLine, headers: &HeaderMap) -> Option<Response> {
    match &on.line.config.vendor {
        Vendor::Meta(config) => {
            let given = text(headers, "authorization").and_then(|value| value.strip_prefix("Bearer "));
            let wrong = given != Some(config.access_token.expose_secret());
            wrong.then(|| Problem::not_authenticated().into_response())
        }
        Vendor::Dialog360(config) => {
            let wrong = text(headers, "d360-api-key") != Some(config.api_key.expose_secret());
            let body = json!({ "meta": {
                "success": false,
                "http_code": 401,
                "developer_message": "Invalid api_key",
            } });
            wrong.then(|| (StatusCode::UNAUTHORIZED, Json(body)).into_response())
        }
        Vendor::Twilio(_) | Vendor::Maytapi(_) => Some(StatusCode::NOT_FOUND.into_response()),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
