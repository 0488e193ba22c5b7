//! The line that tells a thread that an answer left by another number.
//!
//! It has a job of its own, for the conversation is locked before its messages wherever something is appended, and
//! whoever learns that a message has left holds the message.

use std::time::Duration;

use anyhow::Context;
use enlace_domain::{ConversationId, OutboxId, event::SystemLine};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{conversations, detours, jobs, messages, outbox, outbox::Outgoing};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::{Desk, DeskError, channels};

/// A message of ours is with a provider: where that is another number's than its conversation's, the thread is told.
pub(crate) async fn left(tx: &mut PgConnection, outgoing: &Outgoing) -> Result<(), DeskError> {
    if outgoing.channel == outgoing.home {
        return Ok(());
    }
    let job = TellDetour {
        conversation: outgoing.conversation,
        outbox: outgoing.id,
    };
    // the lines of one thread come in the order of its answers
    let row = job
        .row(Some(format!("detour:{}", outgoing.conversation)), Duration::ZERO)
        .context("Failed to write a job")?;
    jobs::insert(tx, &[row]).await?;
    Ok(())
}

/// Tells a thread that an answer left by another number; once, however often it runs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TellDetour {
    conversation: ConversationId,
    outbox: OutboxId,
}

impl Job for TellDetour {
    type Parts = Desk;
    const NAME: &'static str = "tell_detour";
    const PRIORITY: i16 = 20;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let mut tx = desk.pool().begin().await?;
        let conversation = conversations::lock(&mut tx, self.conversation).await?;
        let outgoing = outbox::lock(&mut tx, self.outbox).await?;
        let (Some(conversation), Some(outgoing)) = (conversation, outgoing) else {
            return Ok(Finish::Remove);
        };
        if outgoing.channel != conversation.channel && detours::tell(&mut tx, &outgoing).await? {
            let own = channels::load_on(&desk, &mut tx, conversation.channel).await?;
            let other = channels::load_on(&desk, &mut tx, outgoing.channel).await?;
            let line = SystemLine::LeftByAnother {
                channel: other.name.clone(),
                address: other.address.clone(),
                official: other.channel.abilities().official,
                instead_of: own.name.clone(),
            };
            messages::append_line(&mut tx, conversation.id, conversation.channel, &line).await?;
        }
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.hub().wake();
        Ok(finish)
    }
}
