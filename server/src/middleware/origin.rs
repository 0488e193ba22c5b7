//! Only our own pages may change anything: browsers say where a request comes from, and it must be here.
//!
//! `Sec-Fetch-Site` (Fetch Metadata) decides where it is sent; else `Origin` must name the host of the request.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, header};

/// Refuses a state-changing request that does not come from our own pages.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    metrics::counter!("enlace_foreign_origin_total").increment(1);
    (
        StatusCode::FORBIDDEN,
        "Origin: this request does not come from the desk's own pages",
    )
        .into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(host) = text(header::HOST.as_str()) else {
        return false;
    };
    text(header::ORIGIN.as_str())
        .and_then(|origin| url::Url::parse(origin).ok())
        .is_some_and(|origin| origin.authority() == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    header::HeaderName::from_static(name),
                    header::HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn our_own_pages_pass() {
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_ours(&headers(&[
            ("host", "desk.example.com:3000"),
            ("origin", "http://desk.example.com:3000")
        ])));
    }

    #[test]
    fn others_do_not() {
        assert!(!is_ours(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("host", "a"),
            ("origin", "http://a")
        ])));
        assert!(!is_ours(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!is_ours(&headers(&[
            ("host", "desk.example.com"),
            ("origin", "https://evil.example.com")
        ])));
        assert!(!is_ours(&headers(&[("host", "desk.example.com")])));
        assert!(!is_ours(&headers(&[("host", "desk.example.com"), ("origin", "null")])));
    }
}
