//! The storage of received files: who knows the address may have them.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{faults::MediaFault, line::OnLine};

/// The path before a file's name.
pub(super) const PATH: &str = "/storage";

/// `GET /storage/{name}`.
pub(super) async fn fetch(State(on): State<OnLine>, Path(name): Path<String>) -> Response {
    match on.media_fault() {
        None => {}
        Some(MediaFault::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Some(MediaFault::ServerError) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
    let piece = on.line.shelf().find(&name);
    piece.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |piece| piece.answer())
}
