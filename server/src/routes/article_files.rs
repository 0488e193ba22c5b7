//! `POST /knowledge/articles/{id}/files`: a picture or PDF for an article. `GET /knowledge/files/{id}`: one of them, for
//! people of the desk.

use app::error::AppError;
use axum::{
    Json,
    body::{Body, BodyDataStream},
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use axum_extra::{TypedHeader, extract::CookieJar, headers::Range};
use enlace_desk::{Desk, DeskError, knowledge};
use enlace_domain::{ArticleFileId, ArticleId, view::ArticleFileView};
use http::{HeaderMap, StatusCode};

use super::media::{drain, failed, name_of, serve};
use crate::middleware::who_asks;

/// Takes the file in.
pub async fn attach(
    State(desk): State<Desk>,
    Path(article): Path<ArticleId>,
    headers: HeaderMap,
    jar: CookieJar,
    body: Body,
) -> Response {
    let mut pieces = body.into_data_stream();
    match take(&desk, article, &headers, &jar, &mut pieces).await {
        Ok(file) => Json(file).into_response(),
        Err(error) => {
            drain(&mut pieces).await;
            let error = AppError::from(error);
            (error.status(), Json(error)).into_response()
        }
    }
}

async fn take(
    desk: &Desk,
    article: ArticleId,
    headers: &HeaderMap,
    jar: &CookieJar,
    pieces: &mut BodyDataStream,
) -> Result<ArticleFileView, DeskError> {
    let actor = who_asks(desk, jar).await?;
    knowledge::attach(desk, &actor, article, name_of(headers).as_deref(), pieces).await
}

/// The file, or the part of it that is asked for.
pub async fn file(
    State(desk): State<Desk>,
    Path(id): Path<String>,
    range: Option<TypedHeader<Range>>,
    jar: CookieJar,
) -> Response {
    let range = range.map(|TypedHeader(range)| range);
    match open(&desk, &id, range.as_ref(), &jar).await {
        Ok(response) => response,
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => failed(&error),
    }
}

async fn open(desk: &Desk, id: &str, range: Option<&Range>, jar: &CookieJar) -> Result<Response, DeskError> {
    let actor = who_asks(desk, jar).await?;
    let id: ArticleFileId = id.parse().map_err(|_| DeskError::NotFound { what: "file" })?;
    let file = knowledge::open_file(desk, &actor, id).await?;
    // a file never changes, and belongs to whoever is logged in
    serve(desk, &file, range, "private, max-age=86400, immutable").await
}
