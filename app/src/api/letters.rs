//! Work that was given up, for administrators.

use enlace_domain::view::LettersView;
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// The letters that wait, and those that were closed last.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dead_letters", output = Json)]
pub async fn dead_letters() -> Result<LettersView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::list(&desk, &actor).await?)
}

/// How many letters wait.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dead_letter_count", output = Json)]
pub async fn dead_letter_count() -> Result<i64, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::count(&desk, &actor).await?)
}

/// Lets letters run again; says how many that were.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "replay_dead_letters", input = Json, output = Json)]
pub async fn replay_dead_letters(letters: Vec<i64>) -> Result<usize, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::replay(&desk, &actor, &letters).await?)
}

/// Closes letters for a reason; says how many that were.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for the `reason`.
#[server(endpoint = "close_dead_letters", input = Json, output = Json)]
pub async fn close_dead_letters(letters: Vec<i64>, reason: String) -> Result<usize, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::close(&desk, &actor, &letters, &reason).await?)
}
