//! The order in which channels are tried.

use enlace_domain::{ChannelId, view::ChannelStep};
use enlace_store::channel_order;
use serde_json::json;

use super::administrator;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Lets a channel change places with the one before or behind it; at the end of the order nothing happens.
///
/// # Errors
/// [`DeskError::Forbidden`], [`DeskError::NotFound`].
pub async fn step(desk: &Desk, actor: &Actor, channel: ChannelId, step: ChannelStep) -> Result<(), DeskError> {
    administrator(actor)?;
    let mut tx = desk.pool().begin().await?;
    let mut order = channel_order::lock(&mut tx).await?;
    let place = order
        .iter()
        .position(|id| *id == channel)
        .ok_or(DeskError::NotFound { what: "channel" })?;
    let other = match step {
        ChannelStep::Up => place.checked_sub(1),
        ChannelStep::Down => Some(place + 1).filter(|other| *other < order.len()),
    };
    let Some(other) = other else { return Ok(()) };
    order.swap(place, other);
    channel_order::set(&mut tx, &order).await?;
    let detail = json!({ "from": place + 1, "to": other + 1 });
    let subject = Subject::Channel(channel);
    audit::record(&mut tx, actor.person.id, Action::MoveChannel, subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}
