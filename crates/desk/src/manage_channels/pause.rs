//! Pausing a channel. What comes in is taken in all the same, and what is to leave waits until it goes on.

use enlace_domain::ChannelId;
use enlace_store::channels;
use serde_json::json;

use super::administrator;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Pauses a channel, or lets it go on. One that is so already is no error.
///
/// # Errors
/// [`DeskError::Forbidden`], [`DeskError::NotFound`].
pub async fn set_active(desk: &Desk, actor: &Actor, channel: ChannelId, active: bool) -> Result<(), DeskError> {
    administrator(actor)?;
    let mut tx = desk.pool().begin().await?;
    channels::lock(&mut tx, channel)
        .await?
        .ok_or(DeskError::NotFound { what: "channel" })?;
    if channels::set_active(&mut tx, channel, active).await? {
        let action = if active {
            Action::ResumeChannel
        } else {
            Action::PauseChannel
        };
        audit::record(&mut tx, actor.person.id, action, Subject::Channel(channel), &json!({})).await?;
    }
    tx.commit().await?;
    desk.channels().forget(channel);
    Ok(())
}
