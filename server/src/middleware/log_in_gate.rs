//! Pages are for people who are logged in: others are led to the log-in and back.
//!
//! It decides only where to lead; what a person may do is decided in the desk, by every call.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{Desk, DeskError};
use http::{Method, StatusCode};

use super::who_asks;

/// Leads to `/login` those who are not logged in, and from there to the board those who are.
pub async fn gate(State(desk): State<Desk>, jar: CookieJar, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let open = path == "/kit" || path.starts_with("/api/");
    if open || request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = match who_asks(&desk, &jar).await {
        Ok(actor) => {
            // the pages draw with it: who is logged in is not asked again
            request.extensions_mut().insert(actor);
            true
        }
        Err(DeskError::NotLoggedIn) => false,
        Err(error) => {
            tracing::warn!(%error, "Could not tell who asks for a page");
            return (
                StatusCode::SERVICE_UNAVAILABLE,
                "O banco de dados não responde. Tente de novo em instantes.",
            )
                .into_response();
        }
    };
    match (known, path.as_str()) {
        (true, "/login") => Redirect::to("/").into_response(),
        (false, "/login") | (true, _) => next.run(request).await,
        (false, _) => {
            let back = request.uri().path_and_query().map_or("/", |path| path.as_str());
            let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            Redirect::to(&format!("/login?next={back}")).into_response()
        }
    }
}
