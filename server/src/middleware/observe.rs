//! A span, a log line and a measure for every request, by the matched route and never by the address, which may hold
//! an id.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument, Level, info_span};

/// Measures and logs a request. Operators' own requests are logged at debug.
pub async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let method = request.method().as_str().to_owned();
    let span = info_span!("request", http.method = method, http.route = route);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let seconds = start.elapsed().as_secs_f64();
    metrics::histogram!("enlace_http_request_seconds", "route" => route.clone(), "method" => method.clone(), "status" => status.to_string())
        .record(seconds);
    let _entered = span.entered();
    let milliseconds = seconds * 1000.0;
    if status >= 500 {
        tracing::event!(
            Level::WARN,
            http.status = status,
            http.ms = milliseconds,
            "Answered {method} {route} with {status}"
        );
    } else {
        tracing::event!(
            Level::DEBUG,
            http.status = status,
            http.ms = milliseconds,
            "Answered {method} {route} with {status}"
        );
    }
    response
}
