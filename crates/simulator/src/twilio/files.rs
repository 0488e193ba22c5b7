//! The files of messages: asked for with credentials, answered with the address of a storage that asks for none.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::problem::Problem;
use crate::{faults::MediaFault, line::OnLine, message::MessageId};

/// `GET …/Messages/{MM…}/Media/{ME…}`.
pub(super) async fn fetch(
    State(on): State<OnLine>,
    Path((_, message, file)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Problem> {
    let missing = || Problem::not_found(uri.path());
    match on.media_fault() {
        None => {}
        Some(MediaFault::NotFound) => return Err(missing()),
        Some(MediaFault::ServerError) => return Err(Problem::internal()),
    }
    let is_ours = on
        .board
        .ledger()
        .find(&MessageId::from(message))
        .is_some_and(|entry| entry.record.line == on.line.index);
    let piece = on.line.shelf().find(&file).filter(|_| is_ours).ok_or_else(missing)?;
    let storage = format!("{}/storage/{}", on.line.api, piece.id);
    Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, storage)]).into_response())
}

/// `GET /storage/{ME…}`: who knows the address may have it.
pub(super) async fn storage(State(on): State<OnLine>, Path(file): Path<String>) -> Response {
    let piece = on.line.shelf().find(&file);
    piece.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |piece| piece.answer())
}
