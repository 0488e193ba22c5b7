//! Taking a conversation that nobody holds.

use enlace_domain::{ConversationId, event::SystemLine, view::ClaimOutcome};
use enlace_store::{assignment, people};
use serde_json::json;

use super::note;
use crate::{Actor, Desk, DeskError, audit::Action};

/// Takes the conversation, if nobody holds it: of all who press at once, one gets it and the others are told who.
/// Claiming what one holds already changes nothing.
///
/// # Errors
/// [`DeskError::AtCapacity`], [`DeskError::NotFound`].
pub async fn claim(desk: &Desk, actor: &Actor, id: ConversationId) -> Result<ClaimOutcome, DeskError> {
    let me = actor.person.id;
    let mut tx = desk.pool().begin().await?;
    // the person first, the conversation second, everywhere: two steps that wait for each other would never end
    let locked = people::lock(&mut tx, me).await?.ok_or(DeskError::NotLoggedIn)?;
    let Some(channel) = assignment::claim(&mut tx, id, me).await? else {
        let standing = note::standing(&mut tx, id).await?;
        return match standing.holder {
            _ if !standing.status.is_open() => Ok(ClaimOutcome::Closed),
            Some(holder) if holder.id == me => Ok(ClaimOutcome::Yours),
            Some(by) => Ok(ClaimOutcome::Taken { by }),
            // put back between the two looks: the screen is about to show it free again
            None => Err(DeskError::Unavailable),
        };
    };
    note::within_capacity(&mut tx, me, &locked).await?;
    let line = SystemLine::Claimed {
        by: actor.person.clone(),
    };
    note::done(&mut tx, actor, (id, channel), Action::Claim, Some(&line), &json!({})).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(ClaimOutcome::Yours)
}
