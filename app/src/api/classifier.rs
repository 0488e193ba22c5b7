//! What the classifier learns, for administrators.

use enlace_domain::{ClassifierModelId, MessageId, view::ClassifierView};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Everything the page shows.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "classifier", output = Json)]
pub async fn classifier() -> Result<ClassifierView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::learning::view(&desk, &actor).await?)
}

/// Says whether the classifier is to learn a correction.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "judge_correction", input = Json, output = Json)]
pub async fn judge_correction(message: MessageId, accepted: bool) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::learning::judge(&desk, &actor, message, accepted).await?)
}

/// Has it trained again, in the background.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "retrain_classifier", output = Json)]
pub async fn retrain_classifier() -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::learning::queue_now(&desk, &actor).await?)
}

/// Has a version answer, or the product's own.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "use_classifier", input = Json, output = Json)]
pub async fn use_classifier(version: Option<ClassifierModelId>) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::learning::take_into_use(&desk, &actor, version).await?)
}
