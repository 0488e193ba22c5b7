//! Who may leave, for managers; for others the cases that are theirs.

use enlace_domain::{
    ChurnCaseId,
    churn::ChurnOutcome,
    view::{ChurnCaseChange, ChurnView},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Everything the page shows.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "churn", output = Json)]
pub async fn churn() -> Result<ChurnView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::churn::view(&desk, &actor).await?)
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
