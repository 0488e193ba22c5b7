//! `GET /dashboard.csv` and `GET /dashboard.xlsx`: the dashboard's figures as a file, the same as on the page;
//! `GET /dashboard/behind.csv`: the conversations behind one of them.

use std::collections::HashMap;

use app::texts::{LOCALE_COOKIE, Locale};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use enlace_desk::{Desk, DeskError, goals, insight};
use enlace_domain::view::{BehindAsk, BehindView, Dashboard, GoalsView, InsightAsk, RightNow};
use http::{HeaderMap, StatusCode, header};

use crate::middleware::who_asks;

/// What the address asks for, by name: the same as the page's.
type Asked = Query<HashMap<String, String>>;

/// The figures for programs: names that stay the same in every language.
pub async fn csv(State(desk): State<Desk>, Query(asked): Asked, jar: CookieJar) -> Response {
    let file = figures(&desk, &asked, &jar).await;
    let file = file.and_then(|(figures, goals, now)| insight::csv(&figures, &goals, &now));
    download(
        file,
        "text/csv; charset=utf-8",
        "attachment; filename=\"enlace-painel.csv\"",
    )
}

/// The figures for people: a workbook in their language.
pub async fn xlsx(State(desk): State<Desk>, Query(asked): Asked, jar: CookieJar, headers: HeaderMap) -> Response {
    let locale = locale(&jar, &headers);
    let file = figures(&desk, &asked, &jar).await;
    let file = file.and_then(|(figures, goals, now)| {
        app::workbook::dashboard(&figures, &goals, &now, locale).map_err(|error| DeskError::Internal(error.into()))
    });
    download(
        file,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment; filename=\"enlace-painel.xlsx\"",
    )
}

/// The conversations behind a figure for people: the page's list in their language, all pages of it.
pub async fn behind(State(desk): State<Desk>, Query(asked): Asked, jar: CookieJar, headers: HeaderMap) -> Response {
    let found = found(&desk, &asked, &jar).await;
    let locale = locale(&jar, &headers);
    let file = found.and_then(|found| insight::cells(app::workbook::behind(&found, locale)));
    download(
        file,
        "text/csv; charset=utf-8",
        "attachment; filename=\"enlace-conversas.csv\"",
    )
}

async fn found(desk: &Desk, asked: &HashMap<String, String>, jar: &CookieJar) -> Result<BehindView, DeskError> {
    let actor = who_asks(desk, jar).await?;
    insight::behind_all(desk, &actor, BehindAsk::read(|name| asked.get(name).cloned())).await
}

/// The reader's language.
fn locale(jar: &CookieJar, headers: &HeaderMap) -> Locale {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    Locale::choose(jar.get(LOCALE_COOKIE).map(|cookie| cookie.value()), accepted)
}

/// The figures, the goals beside them, and the desk at this moment.
async fn figures(
    desk: &Desk,
    asked: &HashMap<String, String>,
    jar: &CookieJar,
) -> Result<(Dashboard, GoalsView, RightNow), DeskError> {
    let actor = who_asks(desk, jar).await?;
    let ask = InsightAsk::read(|name| asked.get(name).cloned());
    let figures = insight::dashboard(desk, &actor, ask).await?;
    let goals = goals::goals(desk, &actor).await?;
    let now = insight::right_now(desk, &actor, &figures.capacities).await?;
    Ok((figures, goals, now))
}

fn download(file: Result<Vec<u8>, DeskError>, kind: &'static str, name: &'static str) -> Response {
    match file {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CONTENT_DISPOSITION, name),
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
