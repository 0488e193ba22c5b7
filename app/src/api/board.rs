//! The live board.

use enlace_domain::{
    ConversationId,
    view::{BoardSnapshot, ClaimOutcome},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// The whole board now.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(name = LoadBoard, endpoint = "board_snapshot", output = Json)]
pub async fn board_snapshot() -> Result<BoardSnapshot, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::board::snapshot(&desk, &actor).await?)
}

/// Takes a conversation that nobody holds. That somebody was faster is an outcome, not an error.
///
/// # Errors
/// [`AppError::AtCapacity`], [`AppError::NotFound`].
#[server(endpoint = "claim", output = Json)]
pub async fn claim(id: ConversationId) -> Result<ClaimOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::assign::claim(&desk, &actor, id).await?)
}

/// Puts a conversation back in its queue.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::NotFound`].
#[server(endpoint = "release", output = Json)]
pub async fn release(id: ConversationId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::assign::release(&desk, &actor, id).await?;
    Ok(())
}
