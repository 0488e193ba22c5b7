//! The search box.

use enlace_domain::view::SearchHit;
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Conversations by name, phone, contract or protocol, at most 20.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "search", output = Json)]
pub async fn search(text: String) -> Result<Vec<SearchHit>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::search::find(&desk, &actor, &text).await?)
}
