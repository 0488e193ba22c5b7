//! An answer that never leaves is no answer: the clock of its conversation runs on as if it had not been written.
//!
//! It has a job of its own, for the conversation is locked before its messages wherever something is appended, and
//! whoever learns that a message has failed holds the message.

use std::time::Duration;

use anyhow::Context;
use enlace_domain::{ConversationId, DeliveryStatus, PersonId};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{clocks, conversations, events, jobs};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::{Desk, DeskError};

/// A message has moved from one step to another. Where a person's failed for good, or arrived after it had failed, the clock is
/// read from the thread once more. Returns whether it will be: the workers are to be rung after the commit.
pub(crate) async fn moved(
    tx: &mut PgConnection,
    conversation: ConversationId,
    author: Option<PersonId>,
    steps: [DeliveryStatus; 2],
) -> Result<bool, DeskError> {
    if author.is_none() || !steps.contains(&DeliveryStatus::Failed) {
        return Ok(false);
    }
    let row = RecountClock { conversation }
        .row(Some(format!("clock:{conversation}")), Duration::ZERO)
        .context("Failed to write a job")?;
    jobs::insert(tx, &[row]).await?;
    Ok(true)
}

/// Reads the clock of a conversation from its thread; the same, however often it runs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RecountClock {
    conversation: ConversationId,
}

impl Job for RecountClock {
    type Parts = Desk;
    const NAME: &'static str = "recount_clock";
    /// Before messages: somebody waits whom no board shows.
    const PRIORITY: i16 = 5;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let mut tx = desk.pool().begin().await?;
        conversations::lock(&mut tx, self.conversation).await?;
        if clocks::recount(&mut tx, self.conversation).await? {
            events::conversation_changed(&mut tx, self.conversation).await?;
        }
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.hub().wake();
        Ok(finish)
    }
}
