//! `POST /media?conversation={id}`: a file that somebody of the desk has chosen to send. The body is the file itself.

use std::time::Duration;

use app::error::AppError;
use axum::{
    Json,
    body::{Body, BodyDataStream},
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{Desk, DeskError, media};
use enlace_domain::{ConversationId, view::UploadView};
use futures::StreamExt;
use http::HeaderMap;
use serde::Deserialize;

use crate::middleware::who_asks;

/// What the file is called, percent-encoded: in a header, for addresses are logged on the way.
const NAME: &str = "x-file-name";
/// So long the rest of a refused file is read. A browser that is answered before it has sent everything does not hear
/// the answer.
const DRAIN: Duration = Duration::from_secs(60);

/// What the address names.
#[derive(Deserialize)]
pub struct Asked {
    conversation: ConversationId,
}

/// Takes the file in.
pub async fn upload(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    jar: CookieJar,
    body: Body,
) -> Response {
    let mut pieces = body.into_data_stream();
    match take(&desk, &asked, &headers, &jar, &mut pieces).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => {
            drain(&mut pieces).await;
            let error = AppError::from(error);
            (error.status(), Json(error)).into_response()
        }
    }
}

async fn take(
    desk: &Desk,
    asked: &Asked,
    headers: &HeaderMap,
    jar: &CookieJar,
    pieces: &mut BodyDataStream,
) -> Result<UploadView, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let name = name_of(headers);
    media::take(desk, &actor, asked.conversation, name.as_deref(), pieces).await
}

/// What the sender calls the file.
pub(in crate::routes) fn name_of(headers: &HeaderMap) -> Option<String> {
    let name = headers.get(NAME)?.to_str().ok()?;
    Some(
        percent_encoding::percent_decode_str(name)
            .decode_utf8_lossy()
            .into_owned(),
    )
}

/// Reads what is left of a file that is refused, for a while: what is cut short here is answered all the same.
pub(in crate::routes) async fn drain(pieces: &mut BodyDataStream) {
    let _ = tokio::time::timeout(DRAIN, async { while let Some(Ok(_)) = pieces.next().await {} }).await;
}
