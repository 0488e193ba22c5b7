//! The search box.

use enlace_domain::view::SearchFound;
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Conversations by name, phone, contract or protocol, at most 20, and whether there are more.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "search", output = Json)]
pub async fn search(text: String) -> Result<SearchFound, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::search::find(&desk, &actor, &text).await?)
}
