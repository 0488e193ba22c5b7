//! Whether a channel's conversations may be answered by another number while its provider fails.

use enlace_domain::ChannelId;
use enlace_store::channels;
use serde_json::json;

use super::administrator;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Allows or forbids it. One where it is so already is no error.
///
/// # Errors
/// [`DeskError::Forbidden`], [`DeskError::NotFound`].
pub async fn set_may_switch(desk: &Desk, actor: &Actor, channel: ChannelId, may_switch: bool) -> Result<(), DeskError> {
    administrator(actor)?;
    let mut tx = desk.pool().begin().await?;
    channels::lock(&mut tx, channel)
        .await?
        .ok_or(DeskError::NotFound { what: "channel" })?;
    if channels::set_may_switch(&mut tx, channel, may_switch).await? {
        let action = if may_switch {
            Action::AllowSwitch
        } else {
            Action::ForbidSwitch
        };
        audit::record(&mut tx, actor.person.id, action, Subject::Channel(channel), &json!({})).await?;
    }
    tx.commit().await?;
    // what waits for the channel need not wait any longer
    desk.jobs_added().ring(desk.pool());
    Ok(())
}
