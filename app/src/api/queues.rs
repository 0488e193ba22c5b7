//! The rules of queues, their hours, and the holidays.

use enlace_domain::{
    holidays::Holiday,
    view::{QueueRules, QueuesView, SettingsOutcome},
};
use leptos::prelude::*;
use time::Date;

use super::json::Json;
use crate::error::AppError;

/// The rules of all queues and the holidays, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "queues", output = Json)]
pub async fn read_queues() -> Result<QueuesView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::queues::rules(&desk, &actor).await?)
}

/// Changes the rules and hours of a queue, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "save_queue", input = Json, output = Json)]
pub async fn save_queue(new: QueueRules) -> Result<SettingsOutcome<QueueRules>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::queues::save(&desk, &actor, new).await?)
}

/// Adds or renames a holiday, for administrators, and returns all.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "add_holiday", input = Json, output = Json)]
pub async fn add_holiday(new: Holiday) -> Result<Vec<Holiday>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::queues::add_holiday(&desk, &actor, new).await?)
}

/// Adds the national holidays of a year, for administrators, and returns all.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`].
#[server(endpoint = "add_national_holidays", input = Json, output = Json)]
pub async fn add_national_holidays(year: i32) -> Result<Vec<Holiday>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::queues::add_national_holidays(&desk, &actor, year).await?)
}

/// Removes a holiday, for administrators, and returns all that are left.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "remove_holiday", input = Json, output = Json)]
pub async fn remove_holiday(day: Date) -> Result<Vec<Holiday>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::queues::remove_holiday(&desk, &actor, day).await?)
}
