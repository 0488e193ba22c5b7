//! The table of routes.

use std::{path::Path, time::Duration};

use app::{App, shell};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    timeout::TimeoutLayer,
};

use crate::{
    config::{ProcessRole, ServeSettings},
    middleware::{headers, log_in_gate, observe, origin},
    routes::{article_files, dashboard, health, knowledge, live, media, site, webhook},
    state::AppState,
};

/// A webhook's body may hold this many bytes: Meta puts up to a thousand updates, or 3 MB, into one.
const WEBHOOK_LIMIT: usize = 4 * 1024 * 1024;
/// A server function's arguments may hold this many bytes: an article of 100,000 letters, each of up to four bytes.
const COMMAND_LIMIT: usize = 512 * 1024;
/// Longest time for anything but a live stream and a file on its way in.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest time for a file on its way in: the largest one over 2 Mbit/s.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(450);

/// All routes of the roles that this process has. Call once: it renders the app's list of pages (leptos #4773).
pub fn router(state: AppState, serve: &ServeSettings) -> Router {
    let mut router = Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(health::metrics));
    if serve.does(ProcessRole::Gateway) {
        let webhook = post(webhook::receive)
            .layer(DefaultBodyLimit::max(WEBHOOK_LIMIT))
            .get(webhook::challenge);
        router = router
            .route("/webhooks/whatsapp/{channel}", webhook.clone())
            .route("/webhooks/whatsapp/{channel}/{secret}", webhook)
            .route("/media/out/{token}", get(media::out));
    }
    if serve.does(ProcessRole::Web) {
        router = router.merge(web(&state, &serve.site));
    }
    router = router.layer(within(REQUEST_TIMEOUT));
    if serve.does(ProcessRole::Web) {
        router = router.merge(uploads());
    }
    router
        // outside the time-out: a live stream answers at once and then stays
        .layer(CatchPanicLayer::new())
        .layer(from_fn(observe::observe))
        .with_state(state)
}

fn within(time: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, time)
}

/// Files on their way in, which may take their time.
fn uploads() -> Router<AppState> {
    Router::new()
        .route("/media", post(media::upload))
        .route("/knowledge/files", post(knowledge::read))
        .route("/knowledge/articles/{id}/files", post(article_files::attach))
        .layer(from_fn(origin::same_origin))
        .layer(from_fn(headers::security))
        .layer(within(UPLOAD_TIMEOUT))
}

fn web(state: &AppState, site: &Path) -> Router<AppState> {
    let pages = generate_route_list(App);
    let context = {
        let desk = state.desk.clone();
        move || provide_context(desk.clone())
    };
    let options = state.leptos.clone();
    let app = Router::new()
        .leptos_routes_with_context(state, pages, context, move || shell(options.clone()))
        .layer(from_fn_with_state(state.clone(), log_in_gate::gate))
        .layer(DefaultBodyLimit::max(COMMAND_LIMIT))
        .layer(from_fn(origin::same_origin));
    let pages = Router::new()
        .route("/api/live", get(live::live))
        .merge(app)
        .fallback_service(site::files(state, site, state.leptos.clone()))
        .layer(from_fn(headers::security))
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream"))),
        );
    // outside the compression: a part of a file is so many bytes, and pictures gain nothing
    let files = Router::new()
        .route("/media/{id}", get(media::file))
        .route("/knowledge/files/{id}", get(article_files::file))
        .route("/dashboard.csv", get(dashboard::csv))
        .route("/dashboard.xlsx", get(dashboard::xlsx))
        .route("/dashboard/behind.csv", get(dashboard::behind))
        .route("/knowledge.zip", get(knowledge::export))
        .layer(from_fn(headers::security));
    files.merge(pages)
}
