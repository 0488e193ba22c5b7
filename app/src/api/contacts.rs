//! Contacts that are one person.

use enlace_domain::{
    ContactId, ConversationId, MergeId,
    view::{Erased, MergeCandidate},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Who may be the same person as the one behind this conversation, found as by the search box.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "merge_candidates", output = Json)]
pub async fn merge_candidates(id: ConversationId, text: String) -> Result<Vec<MergeCandidate>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::contacts::candidates(&desk, &actor, id, &text).await?)
}

/// Says that the person behind this conversation is the other contact, too.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] where they are one already.
#[server(endpoint = "merge_contacts", output = Json)]
pub async fn merge_contacts(id: ConversationId, other: ContactId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::contacts::merge(&desk, &actor, id, other).await?)
}

/// Says that they are two, after all.
///
/// # Errors
/// [`AppError::NotFound`], also where somebody else was faster.
#[server(endpoint = "undo_merge", output = Json)]
pub async fn undo_merge(id: ConversationId, merge: MergeId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::contacts::undo(&desk, &actor, id, merge).await?)
}

/// Erases what is known of the person behind this conversation.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`]; [`AppError::Invalid`] for another word, while a conversation of theirs is
/// open, and where they are erased already.
#[server(endpoint = "erase_contact", output = Json)]
pub async fn erase_contact(id: ConversationId, word: String) -> Result<Erased, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::erasure::erase(&desk, &actor, id, &word).await?)
}
