//! The web app's files: the wasm, the style sheet, fonts and icons, compressed beforehand by the build.

use std::path::Path;

use app::shell;
use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::Response,
    routing::get,
};
use http::{HeaderValue, header};
use leptos::prelude::{LeptosOptions, provide_context};
use tower_http::services::ServeDir;

use crate::state::AppState;

/// A file whose name carries the hash of its content never changes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The same file without the hash is asked for again each time (an answer without a body when it has not changed).
const ASK: HeaderValue = HeaderValue::from_static("no-cache");
/// Fonts and icons.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// Every file of the site; what is none of them gets the app's own page for addresses that lead nowhere.
pub fn files(state: &AppState, site: &Path, options: LeptosOptions) -> Router {
    let desk = state.desk.clone();
    let lost = leptos_axum::render_app_to_stream_with_context(
        move || provide_context(desk.clone()),
        move || shell(options.clone()),
    );
    let files = ServeDir::new(site)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(get(lost));
    Router::new().fallback_service(files).layer(from_fn(cache))
}

async fn cache(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == http::StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, keep(&path));
    }
    response
}

fn keep(path: &str) -> HeaderValue {
    let Some(name) = path.strip_prefix("/pkg/") else {
        return A_DAY;
    };
    // enlace.<hash>.js against enlace.js
    let hashed = name
        .split('.')
        .nth(1)
        .is_some_and(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed { FOREVER } else { ASK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        assert_eq!(keep("/pkg/enlace.0123456789abcdef0123.js"), FOREVER);
        assert_eq!(keep("/pkg/enlace.js"), ASK);
        assert_eq!(keep("/fonts/inter.woff2"), A_DAY);
    }
}
