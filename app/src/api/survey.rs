//! The survey after closing.

use enlace_domain::{
    ConversationId,
    view::{SettingsOutcome, SurveyForm, SurveySettings},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// How the survey is set and what subscribers read, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "survey", output = Json)]
pub async fn read_survey() -> Result<SurveyForm, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::survey::form(&desk, &actor).await?)
}

/// Says whether subscribers are asked, and how often, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`].
#[server(endpoint = "save_survey", input = Json, output = Json)]
pub async fn save_survey(new: SurveySettings) -> Result<SettingsOutcome<SurveySettings>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::survey::save(&desk, &actor, new).await?)
}

/// Takes a low score from the list of those to be looked after, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "see_score", input = Json, output = Json)]
pub async fn see_score(conversation: ConversationId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::survey::see(&desk, &actor, conversation).await?)
}
