//! `GET /dashboard.csv`: the dashboard's figures as a file, the same as on the page.

use std::collections::HashMap;

use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{Desk, DeskError, insight};
use enlace_domain::view::InsightAsk;
use http::{StatusCode, header};

use crate::middleware::who_asks;

/// The file; the address asks for the same as the page's.
pub async fn csv(State(desk): State<Desk>, Query(asked): Query<HashMap<String, String>>, jar: CookieJar) -> Response {
    let ask = InsightAsk::read(|name| asked.get(name).cloned());
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
