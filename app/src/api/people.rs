//! People and teams.

use enlace_domain::{
    PersonId,
    view::{PersonForm, PersonRow, TeamView},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// Everybody who works here, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "people", output = Json)]
pub async fn people() -> Result<Vec<PersonRow>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::people::list(&desk, &actor).await?)
}

/// The teams and the queues they serve, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "teams", output = Json)]
pub async fn teams() -> Result<Vec<TeamView>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::people::teams(&desk, &actor).await?)
}

/// Makes or changes a person, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "save_person", input = Json, output = Json)]
pub async fn save_person(form: PersonForm) -> Result<PersonId, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::people::save(&desk, &actor, form).await?)
}
