//! What is written down of a provider's answer: it has the message, nobody knows whether it has, or it will not.

use enlace_domain::{DeliveryStatus, WaitingFor};
use enlace_store::{
    messages::{self, Step},
    outbox::{self, OutboxState, Outgoing},
};
use enlace_whatsapp::Accepted;
use sqlx::PgConnection;

use super::{detour, queue::add_settle, recount, settle};
use crate::{Desk, DeskError};

/// The provider has it. `false`: another message bears its id of it, and nothing was changed.
pub(crate) async fn accept(tx: &mut PgConnection, outgoing: &Outgoing, accepted: &Accepted) -> Result<bool, DeskError> {
    if outgoing.provider_message_id.as_deref() != Some(accepted.provider_message_id.as_str())
        && !outbox::adopt(tx, outgoing.message, outgoing.channel, &accepted.provider_message_id).await?
    {
        return Ok(false);
    }
    if outgoing.state != OutboxState::Sent {
        let failed = accepted.status == DeliveryStatus::Failed;
        let state = if failed { OutboxState::Failed } else { OutboxState::Sent };
        outbox::set_state(tx, outgoing.id, state, None).await?;
        if !failed {
            detour::left(tx, outgoing).await?;
        }
    }
    let step = Step {
        status: accepted.status,
        error_code: None,
        error_words: None,
    };
    if accepted.status != DeliveryStatus::Queued {
        messages::keep_step(tx, outgoing.message, step).await?;
    }
    if outgoing.status.advances_to(accepted.status) {
        messages::advance(tx, outgoing.message, outgoing.conversation, step).await?;
        recount::moved(
            tx,
            outgoing.conversation,
            outgoing.author,
            [outgoing.status, accepted.status],
        )
        .await?;
    }
    Ok(true)
}

/// Nobody knows whether the provider has it: a report or a look-up will tell, and where neither can, people are asked.
pub(super) async fn doubt(desk: &Desk, tx: &mut PgConnection, outgoing: &Outgoing) -> Result<(), DeskError> {
    outbox::set_state(tx, outgoing.id, OutboxState::InDoubt, Some("no answer on record")).await?;
    outbox::note_wait(tx, outgoing.id, outgoing.conversation, WaitingFor::Doubt).await?;
    if settle::is_possible(desk, tx, outgoing.channel).await {
        return add_settle(tx, outgoing.id, settle::FIRST_LOOK).await;
    }
    metrics::counter!("enlace_doubts_settled_total", "outcome" => "people_asked").increment(1);
    Ok(outbox::ask_people(tx, outgoing).await?)
}

/// It will not leave by itself; a person may try again, and until then who waited for it waits.
pub(super) async fn fail(tx: &mut PgConnection, outgoing: &Outgoing, code: &str, words: &str) -> Result<(), DeskError> {
    outbox::set_state(tx, outgoing.id, OutboxState::Failed, Some(code)).await?;
    let step = Step {
        status: DeliveryStatus::Failed,
        error_code: Some(code),
        error_words: Some(words),
    };
    messages::keep_step(tx, outgoing.message, step).await?;
    if outgoing.status.advances_to(DeliveryStatus::Failed) {
        messages::advance(tx, outgoing.message, outgoing.conversation, step).await?;
        recount::moved(
            tx,
            outgoing.conversation,
            outgoing.author,
            [outgoing.status, DeliveryStatus::Failed],
        )
        .await?;
    }
    Ok(())
}
