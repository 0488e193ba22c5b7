//! An opened file as an answer: its headers, and the part of it that is asked for.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use axum_extra::headers::Range;
use enlace_desk::{Desk, DeskError, media::OpenedFile};
use http::{HeaderName, HeaderValue, StatusCode, header};

/// What a browser may do with a file that it opens by itself: nothing.
const CAGE: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'",
);

/// The file, or the part of it that is asked for.
pub(in crate::routes) async fn serve(
    desk: &Desk,
    file: &OpenedFile,
    range: Option<&Range>,
    kept: &'static str,
) -> Result<Response, DeskError> {
    let part = range.and_then(|range| part(range, file.bytes));
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
        (header::CACHE_CONTROL, kept.to_owned()),
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

/// A file that is not handed out.
pub(in crate::routes) fn failed(error: &DeskError) -> Response {
    match error {
        DeskError::NotFound { .. } => StatusCode::NOT_FOUND.into_response(),
        error => {
            tracing::error!(error = ?error, "Could not hand a file out");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
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
