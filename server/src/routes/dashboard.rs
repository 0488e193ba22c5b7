//! `GET /dashboard.csv`: the dashboard's figures as a file, the same as on the page.

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{Desk, DeskError, insight};
use enlace_domain::view::InsightAsk;
use http::{StatusCode, header};
use serde::Deserialize;

use crate::middleware::who_asks;

/// As in the address of the page.
#[derive(Deserialize)]
pub struct Asked {
    days: Option<String>,
    queue: Option<String>,
}

/// The file.
pub async fn csv(State(desk): State<Desk>, Query(asked): Query<Asked>, jar: CookieJar) -> Response {
    let ask = InsightAsk::read(asked.days.as_deref(), asked.queue.as_deref());
    match file(&desk, ask, &jar).await {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"enlace-painel.csv\"",
                ),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, file).into_response()
        }
        Err(DeskError::NotLoggedIn) => StatusCode::UNAUTHORIZED.into_response(),
        Err(DeskError::Forbidden { .. }) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "Could not write the dashboard's file");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn file(desk: &Desk, ask: InsightAsk, jar: &CookieJar) -> Result<Vec<u8>, DeskError> {
    let actor = who_asks(desk, jar).await?;
    insight::csv(&insight::dashboard(desk, &actor, ask).await?)
}
