//! The manager's figures.

#[cfg(feature = "ssr")]
use enlace_domain::view::Pulse;
use enlace_domain::view::{
    BehindAsk, BehindView, Dashboard, DeskHealth, InsightAsk, InsightChoices, LeaversAsk, LeaversView,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::json::Json;
use crate::error::AppError;

/// A picture as the server drew it; the page's width decides which of the two is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// For a wide page, or for the wall.
    pub wide: String,
    /// For a phone; empty on the wall.
    pub phone: String,
    /// Where in each of them values are drawn, as properties of a style: what lies over them finds its place by it.
    pub edges: String,
}

/// The dashboard's figures, and its pictures as SVG in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DashboardPictures {
    /// The figures.
    pub figures: Dashboard,
    /// Today by hour.
    pub hours: Picture,
    /// The fields of the hours of the week.
    pub season: String,
    /// The figure that was chosen, step by step.
    pub trend: Picture,
    /// The fields of the faults by city and hour; empty where there are none.
    pub faults: String,
    /// How each tile's figure has moved, in the tiles' order; an empty picture where that isn't known.
    pub sparks: Vec<String>,
    /// Capacity and load; empty while nothing is known.
    pub load: Picture,
}

/// As many cities are drawn at most, those with the most faults; the table has all.
pub const CITIES_DRAWN: usize = 8;

/// The executive dashboard, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dashboard", input = Json, output = Json)]
pub async fn executive_dashboard(ask: InsightAsk) -> Result<DashboardPictures, AppError> {
    drawn(ask, crate::charts::Screen::Page).await
}

/// The same for a screen on the wall: pictures in its measures.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dashboard-wall", input = Json, output = Json)]
pub async fn wall_dashboard(ask: InsightAsk) -> Result<DashboardPictures, AppError> {
    drawn(ask, crate::charts::Screen::Wall).await
}

#[cfg(feature = "ssr")]
async fn drawn(ask: InsightAsk, screen: crate::charts::Screen) -> Result<DashboardPictures, AppError> {
    let (desk, actor) = super::actor().await?;
    let figures = enlace_desk::insight::dashboard(&desk, &actor, ask).await?;
    pictures(figures, screen).map_err(|error| {
        tracing::error!(%error, "The dashboard's pictures failed");
        AppError::Internal
    })
}

/// How the channels and everything else that the desk stands on fare now, for managers.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Unavailable`].
#[server(endpoint = "desk-standing", input = Json, output = Json)]
pub async fn desk_standing() -> Result<DeskHealth, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::health::health(&desk, &actor).await?)
}

/// A page of the conversations behind a figure.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dashboard-behind", input = Json, output = Json)]
pub async fn figure_behind(asked: BehindAsk) -> Result<BehindView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::insight::behind(&desk, &actor, asked).await?)
}

/// A page of those whose contracts ended.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dashboard-left", input = Json, output = Json)]
pub async fn contracts_left(asked: LeaversAsk) -> Result<LeaversView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::insight::leavers(&desk, &actor, asked).await?)
}

/// What the dashboard can be restricted to.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dashboard-choices", input = Json, output = Json)]
pub async fn dashboard_choices() -> Result<InsightChoices, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::insight::choices(&desk, &actor).await?)
}

#[cfg(feature = "ssr")]
fn pictures(figures: Dashboard, screen: crate::charts::Screen) -> Result<DashboardPictures, crate::charts::DrawError> {
    use crate::{charts, texts};

    let texts = texts::Texts::of(texts::current_locale());
    let t = &texts.insight;
    let here = figures
        .hours
        .get(usize::from(figures.hour))
        .and_then(|hour| hour.today)
        .unwrap_or_default();
    let (now, mean) = ((t.now_count)(here), |mean| texts.format().rounded(mean));
    Ok(DashboardPictures {
        hours: charts::hours(&figures.hours, (figures.hour, &now), t.hours, screen)?,
        season: charts::season(&figures.season, t.weekdays, mean, t.season)?,
        trend: charts::trend(&figures, texts, screen)?,
        sparks: sparks(&figures.pulse)?,
        load: load(&figures, texts::LoadTexts::of(texts.locale), screen)?,
        faults: faults(&figures, texts::TechnicalTexts::of(texts.locale))?,
        figures,
    })
}

#[cfg(feature = "ssr")]
fn faults(figures: &Dashboard, words: &crate::texts::TechnicalTexts) -> Result<String, crate::charts::DrawError> {
    if figures.technical.regions.is_empty() {
        return Ok(String::new());
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let count = |n: &i64| *n as f64;
    let rows: Vec<_> = figures
        .technical
        .regions
        .iter()
        .take(CITIES_DRAWN)
        .map(|city| {
            let name = city.region.as_deref().unwrap_or(words.unknown);
            (name.to_owned(), city.hours.iter().map(count).collect())
        })
        .collect();
    crate::charts::heat(&rows, |count| format!("{count:.0}"), words.places)
}

#[cfg(feature = "ssr")]
fn load(
    figures: &Dashboard,
    words: &crate::texts::LoadTexts,
    screen: crate::charts::Screen,
) -> Result<Picture, crate::charts::DrawError> {
    if figures.load.hours.is_empty() {
        return Ok(Picture::default());
    }
    crate::charts::load(&figures.load.hours, words.title, screen)
}

#[cfg(feature = "ssr")]
fn sparks(pulse: &[Pulse]) -> Result<Vec<String>, crate::charts::DrawError> {
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let opened = |pulse: &Pulse| Some(pulse.figures.opened as f64);
    let figures: [fn(&Pulse) -> Option<f64>; 6] = [
        |pulse| pulse.urgent,
        |pulse| pulse.figures.first_contact(),
        |pulse| pulse.satisfaction,
        |pulse| pulse.figures.on_time(),
        |pulse| pulse.figures.escalation(),
        opened,
    ];
    figures
        .iter()
        .map(|figure| crate::charts::spark(&pulse.iter().map(figure).collect::<Vec<_>>()))
        .collect()
}
