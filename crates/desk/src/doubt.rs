//! Messages of which nothing can say whether they left: people who have asked the subscriber decide.

use enlace_domain::{ConversationStatus, DeliveryStatus, MessageId, view::ThreadMessage};
use enlace_store::{
    conversations,
    messages::{self, Step},
    outbox::{self, OutboxState, Outgoing},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    reply, send,
};

/// The subscriber has it, says whoever asked them. A message that is no longer in doubt comes back as it stands.
///
/// # Errors
/// [`DeskError::HeldBy`] where somebody else holds the conversation, [`DeskError::NotFound`].
pub async fn arrived(desk: &Desk, actor: &Actor, message: MessageId) -> Result<ThreadMessage, DeskError> {
    let mut tx = desk.pool().begin().await?;
    if let Some(outgoing) = lock(&mut tx, actor, message, false).await? {
        outbox::set_state(&mut tx, outgoing.id, OutboxState::Sent, None).await?;
        send::left(&mut tx, &outgoing).await?;
        let step = Step {
            status: DeliveryStatus::Delivered,
            error_code: None,
            error_words: None,
        };
        messages::keep_step(&mut tx, message, step).await?;
        if outgoing.status.advances_to(step.status) {
            messages::advance(&mut tx, message, outgoing.conversation, step).await?;
        }
        record(&mut tx, actor, Action::ConfirmArrival, &outgoing).await?;
    }
    let message = reply::view(&mut tx, message).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(message)
}

/// The subscriber does not have it, says whoever asked them: another attempt under the same message. A message that is
/// no longer in doubt comes back as it stands, and is not sent.
///
/// # Errors
/// [`DeskError::HeldBy`] where somebody else holds the conversation, [`DeskError::Closed`], [`DeskError::NotFound`].
pub async fn send_again(desk: &Desk, actor: &Actor, message: MessageId) -> Result<ThreadMessage, DeskError> {
    let mut tx = desk.pool().begin().await?;
    if let Some(outgoing) = lock(&mut tx, actor, message, true).await? {
        send::queue_again(&mut tx, &outgoing).await?;
        record(&mut tx, actor, Action::SendAgain, &outgoing).await?;
    }
    let message = reply::view(&mut tx, message).await?;
    tx.commit().await?;
    desk.hub().wake();
    desk.jobs_added().ring(desk.pool());
    Ok(message)
}

/// The message, locked, if people are asked about it and this one may answer.
async fn lock(
    tx: &mut PgConnection,
    actor: &Actor,
    message: MessageId,
    must_be_open: bool,
) -> Result<Option<Outgoing>, DeskError> {
    let row = outbox::of_message(tx, message).await?.ok_or(NO_SUCH)?;
    let conversation = conversations::lock(tx, row.conversation).await?.ok_or(NO_SUCH)?;
    match conversation.assigned {
        _ if must_be_open && conversation.status == ConversationStatus::Closed => return Err(DeskError::Closed),
        Some(holder) if holder != actor.person.id && !actor.role.may_move_others() => {
            return Err(reply::held_by_another(tx, row.conversation).await?);
        }
        _ => {}
    }
    let outgoing = outbox::lock(tx, row.id).await?.ok_or(NO_SUCH)?;
    Ok(Some(outgoing).filter(|outgoing| outgoing.undecided))
}

async fn record(tx: &mut PgConnection, actor: &Actor, action: Action, outgoing: &Outgoing) -> Result<(), DeskError> {
    let detail = json!({ "conversation": outgoing.conversation, "attempt": outgoing.attempts });
    audit::record(tx, actor.person.id, action, Subject::Message(outgoing.message), &detail).await?;
    Ok(())
}

const NO_SUCH: DeskError = DeskError::NotFound { what: "message" };
