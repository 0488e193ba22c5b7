//! Putting messages into the outbox.

use std::time::Duration;

use anyhow::Context;
use enlace_domain::{ConversationId, MessageId, OutboxId};
use enlace_jobs::{Job, NewJob};
use enlace_store::{
    jobs, messages,
    messages::NewOutboundMessage,
    outbox::{self, OutboxState, Outgoing},
};
use sqlx::PgConnection;

use super::{SendMessage, SettleDoubt, outcome::fail, words::ABANDONED};
use crate::DeskError;

/// Messages of one conversation leave in the order in which they were written.
fn ordering_key(conversation: ConversationId) -> String {
    format!("send:{conversation}")
}

/// Appends a message of ours to its thread and queues it, all in the caller's transaction, who has locked the
/// conversation and wakes the workers after the commit.
pub(crate) async fn queue_message(tx: &mut PgConnection, new: &NewOutboundMessage<'_>) -> Result<MessageId, DeskError> {
    let message = messages::append_outbound(tx, new).await?;
    let outbox = outbox::insert(tx, message).await?;
    add_send(tx, outbox, new.conversation).await?;
    Ok(message)
}

/// Queues a message for another attempt at once: one that failed, or that was in doubt and not taken.
pub(crate) async fn queue_again(tx: &mut PgConnection, outgoing: &Outgoing) -> Result<(), DeskError> {
    queue_again_after(tx, outgoing, Duration::ZERO).await
}

/// The same, not before so long.
pub(crate) async fn queue_again_after(
    tx: &mut PgConnection,
    outgoing: &Outgoing,
    after: Duration,
) -> Result<(), DeskError> {
    outbox::queue_again(tx, outgoing).await?;
    // one that was in doubt until now has its job still, in front of those of the messages that wait for it
    let job = send_job(outgoing.id, outgoing.conversation, after)?;
    if !jobs::bring_forward(tx, &job).await? {
        jobs::insert(tx, &[job]).await?;
    }
    Ok(())
}

/// Adds the job of a row that lost it. One whose provider may have been asked goes to the doubtful.
pub(crate) async fn revive(tx: &mut PgConnection, outgoing: &Outgoing) -> Result<(), DeskError> {
    match outgoing.state {
        OutboxState::Queued => add_send(tx, outgoing.id, outgoing.conversation).await,
        OutboxState::Sending | OutboxState::InDoubt => {
            outbox::set_state(tx, outgoing.id, OutboxState::InDoubt, Some("no answer on record")).await?;
            add_settle(tx, outgoing.id, Duration::ZERO).await
        }
        OutboxState::Sent | OutboxState::Failed => Ok(()),
    }
}

/// Nobody sends this message any more: it is shown as failed, or in doubt where its provider may have been asked.
pub(crate) async fn abandon(tx: &mut PgConnection, outbox: OutboxId) -> Result<(), DeskError> {
    let Some(outgoing) = outbox::lock(tx, outbox).await? else {
        return Ok(());
    };
    match outgoing.state {
        OutboxState::Queued => fail(tx, &outgoing, "abandoned", ABANDONED).await,
        OutboxState::Sending | OutboxState::InDoubt => {
            outbox::set_state(tx, outgoing.id, OutboxState::InDoubt, Some("no answer on record")).await?;
            Ok(outbox::ask_people(tx, &outgoing).await?)
        }
        OutboxState::Sent | OutboxState::Failed => Ok(()),
    }
}

async fn add_send(tx: &mut PgConnection, outbox: OutboxId, conversation: ConversationId) -> Result<(), DeskError> {
    jobs::insert(tx, &[send_job(outbox, conversation, Duration::ZERO)?]).await?;
    Ok(())
}

fn send_job(outbox: OutboxId, conversation: ConversationId, after: Duration) -> Result<NewJob, DeskError> {
    let row = SendMessage::new(outbox)
        .row(Some(ordering_key(conversation)), after)
        .context("Failed to write a send job")?;
    Ok(row)
}

/// Adds the job that settles a doubt.
pub(super) async fn add_settle(tx: &mut PgConnection, outbox: OutboxId, after: Duration) -> Result<(), DeskError> {
    let row = SettleDoubt::new(outbox)
        .row(None, after)
        .context("Failed to write a settle job")?;
    jobs::insert(tx, &[row]).await?;
    Ok(())
}
