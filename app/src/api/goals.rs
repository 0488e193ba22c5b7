//! Goals, costs and what they are worth.

use enlace_domain::view::{GoalSettings, GoalsView, SettingsOutcome};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Goals beside what is, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "goals", output = Json)]
pub async fn read_goals() -> Result<GoalsView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::goals::goals(&desk, &actor).await?)
}

/// Sets goals and costs, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the goal or the cost.
#[server(endpoint = "save_goals", input = Json, output = Json)]
pub async fn save_goals(new: GoalSettings) -> Result<SettingsOutcome<GoalSettings>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::goals::save(&desk, &actor, new).await?)
}
