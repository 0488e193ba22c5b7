//! `GET /media/{id}`: a file of a message, for people of the desk. Whole or in part, for players ask for parts.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use axum_extra::{
    TypedHeader,
    extract::CookieJar,
    headers::{ETag, IfNoneMatch, Range},
};
use enlace_desk::{Desk, DeskError, media};
use enlace_domain::MediaId;
use http::{StatusCode, header};

use super::serve::{failed, serve};
use crate::middleware::who_asks;

/// A browser keeps the file and asks each time whether it may show it: it is gone where its subscriber's data are erased.
const KEPT: &str = "private, no-cache";

/// The file, or the part of it that is asked for.
pub async fn file(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    range: Option<TypedHeader<Range>>,
    seen: Option<TypedHeader<IfNoneMatch>>,
    jar: CookieJar,
) -> Response {
    let range = range.map(|TypedHeader(range)| range);
    let seen = seen.map(|TypedHeader(seen)| seen);
    match open(&desk, &id, (range.as_ref(), seen.as_ref()), &jar).await {
        Ok(response) => response,
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => failed(&error),
    }
}

async fn open(
    desk: &Desk,
    id: &str,
    (range, seen): (Option<&Range>, Option<&IfNoneMatch>),
    jar: &CookieJar,
) -> Result<Response, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let id: MediaId = id.parse().map_err(|_| DeskError::NotFound { what: "file" })?;
    let file = media::open(desk, &actor, id).await?;
    let tag = format!("\"{}\"", file.sha256);
    let is_kept = |seen: &IfNoneMatch| tag.parse::<ETag>().is_ok_and(|tag| !seen.precondition_passes(&tag));
    if seen.is_some_and(is_kept) {
        let headers = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, KEPT)];
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    serve(desk, &file, range, KEPT).await
}
