//! `POST /knowledge/files`: a file that is to become articles, read and not kept. `GET /knowledge.zip`: the articles as
//! one archive.

use app::error::AppError;
use axum::{
    Json,
    body::{Body, BodyDataStream},
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{
    Desk, DeskError,
    knowledge::{self, Exported},
};
use enlace_domain::{
    FileRefusal,
    intake::{IMPORT_FILE_MAX, ImportRefusal},
    view::ReadFile,
};
use futures::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use super::media::{drain, name_of};
use crate::middleware::who_asks;

/// Which articles, as the page's form says: nothing is all.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    category: String,
    #[serde(default)]
    state: String,
}

/// Reads the file.
pub async fn read(State(desk): State<Desk>, headers: HeaderMap, jar: CookieJar, body: Body) -> Response {
    let mut pieces = body.into_data_stream();
    match read_all(&desk, &headers, &jar, &mut pieces).await {
        Ok(files) => Json(files).into_response(),
        Err(error) => {
            drain(&mut pieces).await;
            let error = AppError::from(error);
            (error.status(), Json(error)).into_response()
        }
    }
}

async fn read_all(
    desk: &Desk,
    headers: &HeaderMap,
    jar: &CookieJar,
    pieces: &mut BodyDataStream,
) -> Result<Vec<ReadFile>, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let name = name_of(headers).unwrap_or_default();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        bytes.extend_from_slice(&piece.map_err(|_| FileRefusal::Cut)?);
        if bytes.len() as u64 > IMPORT_FILE_MAX {
            drain(pieces).await;
            let limit = IMPORT_FILE_MAX;
            return Ok(vec![ReadFile {
                name,
                result: Err(ImportRefusal::TooLarge { limit }),
            }]);
        }
    }
    knowledge::read_file(desk, &actor, &name, bytes).await
}

/// The archive.
pub async fn export(State(desk): State<Desk>, Query(asked): Query<Asked>, jar: CookieJar) -> Response {
    match archive(&desk, &asked, &jar).await {
        Ok(archive) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
                (
                    header::CONTENT_DISPOSITION,
                    HeaderValue::from_static("attachment; filename=\"enlace-conhecimento.zip\""),
                ),
                (header::CONTENT_LENGTH, HeaderValue::from(archive.bytes)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            let pieces = ReaderStream::new(tokio::fs::File::from_std(archive.file));
            (headers, Body::from_stream(pieces)).into_response()
        }
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(DeskError::Forbidden { .. }) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "Could not write the articles' archive");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn archive(desk: &Desk, asked: &Asked, jar: &CookieJar) -> Result<Exported, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let category = Some(asked.category.as_str()).filter(|key| !key.is_empty());
    knowledge::export(desk, &actor, category, asked.state.parse().ok()).await
}
