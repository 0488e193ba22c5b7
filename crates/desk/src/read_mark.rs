//! Telling the subscriber that a message was read: once for the last one, by a job, where the provider has a call for it.

use std::time::Duration;

use anyhow::Context;
use enlace_domain::{ConversationId, MessageId};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{jobs, read_marks};
use serde::{Deserialize, Serialize};

use crate::{Actor, Desk, DeskError, channels};

/// Somebody has read a conversation to its end. Told to the provider unless it was told before, or somebody else holds
/// the conversation.
///
/// # Errors
/// The database is away.
pub async fn seen(desk: &Desk, actor: &Actor, conversation: ConversationId) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let Some(message) = read_marks::note(&mut tx, conversation, actor.person.id).await? else {
        return Ok(());
    };
    let Some((channel, _)) = read_marks::address(&mut tx, message).await? else {
        return Ok(());
    };
    let record = channels::load_on(desk, &mut tx, channel).await?;
    let tells = record.active && record.channel.abilities().can_mark_read;
    if tells {
        let row = MarkRead { message }
            .row(Some(format!("read:{conversation}")), Duration::ZERO)
            .context("Failed to write a job that marks as read")?;
        jobs::insert(&mut tx, &[row]).await?;
    }
    tx.commit().await?;
    if tells {
        desk.jobs_added().ring(desk.pool());
    }
    Ok(())
}

/// Tells the provider that a message of the subscriber was read; those before it are read with it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct MarkRead {
    message: MessageId,
}

impl Job for MarkRead {
    type Parts = Desk;
    const NAME: &'static str = "mark_read";
    const PRIORITY: i16 = 70;
    /// Nothing of ours hangs on it: it is not worth more.
    const MAX_ATTEMPTS: i32 = 4;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let address = read_marks::address(&mut *desk.pool().acquire().await?, self.message).await?;
        let Some((channel, id)) = address else {
            return Ok(Finish::Remove);
        };
        let record = channels::load(&desk, channel).await?;
        let marked = record.provider.mark_read(&id).await;
        let outcome = if marked.is_ok() { "told" } else { "refused" };
        metrics::counter!("enlace_read_marks_total", "outcome" => outcome).increment(1);
        match marked {
            Err(error) if error.may_retry() && !attempt.is_last() => Err(JobError::retry(error)),
            // a mark that is refused, or late for good, is left out
            _ => Ok(Finish::Remove),
        }
    }
}
