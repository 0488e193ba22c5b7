//! `GET /media/{id}`: a file of a message, for people of the desk. Whole or in part, for players ask for parts.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use axum_extra::{TypedHeader, extract::CookieJar, headers::Range};
use enlace_desk::{Desk, DeskError, media};
use enlace_domain::MediaId;
use http::StatusCode;

use super::serve::{failed, serve};
use crate::middleware::who_asks;

/// The file, or the part of it that is asked for.
pub async fn file(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    range: Option<TypedHeader<Range>>,
    jar: CookieJar,
) -> Response {
    let range = range.map(|TypedHeader(range)| range);
    match open(&desk, &id, range.as_ref(), &jar).await {
        Ok(response) => response,
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => failed(&error),
    }
}

async fn open(desk: &Desk, id: &str, range: Option<&Range>, jar: &CookieJar) -> Result<Response, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let id: MediaId = id.parse().map_err(|_| DeskError::NotFound { what: "file" })?;
    let file = media::open(desk, &actor, id).await?;
    // a file never changes, and belongs to whoever is logged in
    serve(desk, &file, range, "private, max-age=86400, immutable").await
}
