//! Work that was given up, for administrators.

use enlace_domain::view::{LetterBody, LettersView};
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

/// What a letter is about, as the provider sent it. Each look is written into the book.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`] for one that is about nothing a provider sent.
#[server(endpoint = "dead_letter_body", input = Json, output = Json)]
pub async fn dead_letter_body(letter: i64) -> Result<LetterBody, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::body(&desk, &actor, letter).await?)
}

/// Lets a letter run again with this text instead of what came; says whether it still waited.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`], [`AppError::Invalid`] for the `body`.
#[server(endpoint = "mend_dead_letter", input = Json, output = Json)]
pub async fn mend_dead_letter(letter: i64, text: String) -> Result<bool, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::dead_letters::mend(&desk, &actor, letter, &text).await?)
}
