//! `GET /media/{id}`: a file of a message, for people of the desk. Whole or in part, for players ask for parts.

use axum::{
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use axum_extra::{TypedHeader, extract::CookieJar, headers::Range};
use enlace_desk::{Desk, DeskError, log_in, media};
use enlace_domain::MediaId;
use http::{HeaderName, HeaderValue, StatusCode, header};

use crate::middleware::SESSION_COOKIE;

/// What a browser may do with a file that it opens by itself: nothing.
const CAGE: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
);

/// The file, or the part of it that is asked for.
pub async fn file(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    range: Option<TypedHeader<Range>>,
    jar: CookieJar,
) -> Response {
    match open(&desk, &id, range.map(|TypedHeader(range)| range), &jar).await {
        Ok(response) => response,
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(DeskError::NotFound { .. }) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "Could not hand a file out");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn open(desk: &Desk, id: &str, range: Option<Range>, jar: &CookieJar) -> Result<Response, DeskError> {
    let token = jar
        .get(SESSION_COOKIE)
        .map(|cookie| cookie.value().to_owned())
        .unwrap_or_default();
    let actor = log_in::authenticate(desk, &token).await?;
    let id: MediaId = id.parse().map_err(|_| DeskError::NotFound { what: "file" })?;
    let file = media::open(desk, &actor, id).await?;
    let part = range.as_ref().and_then(|range| part(range, file.bytes));
    if range.is_some() && part.is_none() {
        let whole = [(header::CONTENT_RANGE, format!("bytes */{}", file.bytes))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, whole).into_response());
    }
    let (from, to) = part.unwrap_or((0, file.bytes));
    let body = Body::from_stream(file.read(desk, from..to).await?);
    let kind = if file.inline { "inline" } else { "attachment" };
    let name = file.file_name.as_deref().map(encoded).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, file.content_type.clone()),
        (header::CONTENT_LENGTH, (to - from).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, format!("\"{}\"", file.sha256)),
        // a file never changes, and belongs to whoever is logged in
        (header::CACHE_CONTROL, "private, max-age=86400, immutable".to_owned()),
        (header::CONTENT_DISPOSITION, format!("{kind}{name}")),
    ];
    let cage = [
        (HeaderName::from_static("content-security-policy"), CAGE),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let mut response = (headers, cage, body).into_response();
    if part.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        if let Ok(range) = HeaderValue::from_str(&format!("bytes {from}-{}/{}", to - 1, file.bytes)) {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
    }
    Ok(response)
}

/// The one part that a player asks for, from and up to (not including); `None` where there is no such part.
fn part(range: &Range, bytes: u64) -> Option<(u64, u64)> {
    use std::ops::Bound::{Excluded, Included, Unbounded};

    let (from, to) = range.satisfiable_ranges(bytes).next()?;
    let from = match from {
        Included(from) => from,
        Excluded(from) => from + 1,
        Unbounded => 0,
    };
    let to = match to {
        Included(to) => to.saturating_add(1).min(bytes),
        Excluded(to) => to.min(bytes),
        Unbounded => bytes,
    };
    (from < to).then_some((from, to))
}

/// The file's name as a parameter of `Content-Disposition` (RFC 6266, RFC 8187).
fn encoded(name: &str) -> String {
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("; filename*=UTF-8''{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_is_asked_for_lies_within_the_file() {
        let of = |range: Range| part(&range, 10);
        assert_eq!(of(Range::bytes(0..4).unwrap()), Some((0, 4)));
        assert_eq!(of(Range::bytes(4..).unwrap()), Some((4, 10)));
        assert_eq!(of(Range::bytes(8..100).unwrap()), Some((8, 10)));
        assert_eq!(of(Range::bytes(10..).unwrap()), None);
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(encoded("a\"\r\nç.pdf"), "; filename*=UTF-8''a%22%0D%0A%C3%A7%2Epdf");
    }
}
