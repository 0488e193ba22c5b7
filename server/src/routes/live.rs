//! The event stream of a browser, over server-sent events (WHATWG HTML, section 9.2).

use std::{convert::Infallible, future::ready, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{
    Desk, DeskError,
    live::{self, LiveEvent},
};
use enlace_domain::event::StreamCursor;
use futures::{StreamExt, stream};
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Deserialize;
use tokio::time::{Instant, interval_at};
use tokio_util::sync::CancellationToken;

use crate::middleware::who_asks;

/// Between two signs of life; the browser takes three missed ones for a dead line.
const BEAT: Duration = Duration::from_secs(15);

/// Events that are ready together are written together, at most so many.
const TOGETHER: usize = 64;

/// Where to go on from.
#[derive(Debug, Deserialize)]
pub struct Resume {
    /// The last event seen; without it the stream begins with a snapshot.
    after: Option<StreamCursor>,
}

/// `GET /api/live?after=CURSOR`, or `Last-Event-ID` as browsers send it on their own reconnects.
pub async fn live(
    State(desk): State<Desk>,
    State(stop): State<CancellationToken>,
    Query(resume): Query<Resume>,
    headers: HeaderMap,
    jar: CookieJar,
) -> Response {
    let actor = match who_asks(&desk, &jar).await {
        Ok(actor) => actor,
        Err(DeskError::NotLoggedIn) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => return unavailable(&error),
    };
    // the browser's own header is newer than the address it was opened with
    let last = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok());
    let events = match live::open(&desk, &actor, last.or(resume.after)).await {
        Ok(events) => events,
        Err(error) => return unavailable(&error),
    };
    let frames = events
        .ready_chunks(TOGETHER)
        .map(|events| Ok::<_, Infallible>(written(&events)));
    let beats = stream::unfold(interval_at(Instant::now() + BEAT, BEAT), async |mut interval| {
        interval.tick().await;
        Some((Ok(Bytes::from_static(b"event: beat\ndata:\n\n")), interval))
    });
    // the desk ends the events when the log-in ends: the signs of life must not outlive them
    let frames = frames.map(Some).chain(stream::once(ready(None)));
    let together = stream::select(frames, beats.map(Some)).scan((), |(), piece| ready(piece));
    let until_stop = together.take_until(stop.cancelled_owned());
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // a proxy that buffers would hold the news back (nginx, ngx_http_proxy_module)
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(until_stop)).into_response()
}

/// The events as one piece of the body. (axum's `Sse` makes a piece of each: with a thousand boards open, writing
/// them one by one is most of the work.) JSON has no line break, so each event is one `data` line.
fn written(events: &[Arc<LiveEvent>]) -> Bytes {
    let mut text = String::with_capacity(events.iter().map(|event| event.json.len() + 64).sum());
    for event in events {
        text.push_str("id: ");
        text.push_str(&event.cursor.to_string());
        text.push_str("\ndata: ");
        text.push_str(&event.json);
        text.push_str("\n\n");
    }
    text.into()
}

fn unavailable(error: &DeskError) -> Response {
    tracing::warn!(%error, "Could not open a live stream");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
