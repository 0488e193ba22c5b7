//! Who may leave, for managers; for others the cases that are theirs.

use enlace_domain::{
    ChurnCaseId,
    churn::ChurnOutcome,
    view::{ChurnAsk, ChurnCaseChange, ChurnView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::json::Json;
use crate::error::AppError;

/// What the page shows, and its picture as SVG in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnPictures {
    /// The cases and the figures.
    pub view: ChurnView,
    /// What the model said against what happened; empty where there is no model, or none that the reader may see.
    pub calibration: String,
}

/// A page of the cases, and everything else that the page shows.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "churn", input = Json, output = Json)]
pub async fn churn(asked: ChurnAsk) -> Result<ChurnPictures, AppError> {
    let (desk, actor) = super::actor().await?;
    let view = enlace_desk::churn::view(&desk, &actor, asked).await?;
    let calibration = calibration(&view).map_err(|error| {
        tracing::error!(%error, "The picture of the calibration failed");
        AppError::Internal
    })?;
    Ok(ChurnPictures { view, calibration })
}

#[cfg(feature = "ssr")]
fn calibration(view: &ChurnView) -> Result<String, crate::charts::DrawError> {
    use crate::texts;

    let Some(model) = view.whole.as_ref().and_then(|whole| whole.model.as_ref()) else {
        return Ok(String::new());
    };
    let texts = texts::Texts::of(texts::current_locale());
    let words = texts::ChurnCaseTexts::of(texts.locale);
    crate::charts::calibration(
        &model.calibration,
        [words.said, words.happened],
        texts.churn().calibration,
    )
}

/// Changes who does a case, what is offered and until when.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "change_churn_case", input = Json, output = Json)]
pub async fn change_churn_case(id: ChurnCaseId, change: ChurnCaseChange) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::churn::change_case(&desk, &actor, id, &change).await?)
}

/// Notes what became of a case, and closes it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`].
#[server(endpoint = "close_churn_case", input = Json, output = Json)]
pub async fn close_churn_case(id: ChurnCaseId, outcome: ChurnOutcome, note: String) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::churn::close_case(&desk, &actor, id, outcome, &note).await?)
}

/// Trains a model and judges everybody, in the background.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "review_churn", output = Json)]
pub async fn review_churn() -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::churn::queue_now(&desk, &actor).await?)
}
