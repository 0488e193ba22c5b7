//! The channels, for administrators.

use enlace_domain::{
    ChannelId,
    view::{ChannelForm, ChannelStep, ChannelsView, FailedSends, TrialOutcome},
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// All channels in the order in which they are tried, and what may be added.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "channels", output = Json)]
pub async fn channels() -> Result<ChannelsView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::list(&desk, &actor).await?)
}

/// The last messages that failed within 24 hours, of one channel or of all, for managers and administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "failed_sends", input = Json, output = Json)]
pub async fn read_failed_sends(channel: Option<ChannelId>) -> Result<FailedSends, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::failed(&desk, &actor, channel).await?)
}

/// Makes or changes a channel.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field, [`AppError::NotFound`].
#[server(endpoint = "save_channel", input = Json, output = Json)]
pub async fn save_channel(form: ChannelForm) -> Result<ChannelId, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::save(&desk, &actor, form).await?)
}

/// Pauses a channel, or lets it go on.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "set_channel_active", input = Json, output = Json)]
pub async fn set_channel_active(channel: ChannelId, active: bool) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::set_active(&desk, &actor, channel, active).await?)
}

/// Allows or forbids that a channel's conversations are answered by another number while its provider fails.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "set_channel_switch", input = Json, output = Json)]
pub async fn set_channel_switch(channel: ChannelId, may_switch: bool) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::set_may_switch(&desk, &actor, channel, may_switch).await?)
}

/// Lets a channel change places with its neighbour.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "move_channel", input = Json, output = Json)]
pub async fn move_channel(channel: ChannelId, step: ChannelStep) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::step(&desk, &actor, channel, step).await?)
}

/// Sends a test message to a number, and says what the provider said.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for the `number`, [`AppError::NotFound`].
#[server(endpoint = "try_channel", input = Json, output = Json)]
pub async fn try_channel(channel: ChannelId, number: String) -> Result<TrialOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::manage_channels::send_trial(&desk, &actor, channel, &number).await?)
}
