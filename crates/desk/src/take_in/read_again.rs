//! The job that reads once more what could not be read: at once, after an update of Enlace, or after a person mended it.

use enlace_domain::InboundEventId;
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{arrivals, inbound};
use serde::{Deserialize, Serialize};
use sqlx::Connection;

use super::missing::Missing;
use crate::{
    Desk, channels,
    receive::{keep_reference, row},
    send::Reference,
};

/// Reads one post again. What it brings goes through the door as if it had just come, under its own keys: a repeat of it
/// changes nothing.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReadAgain {
    inbound_event: InboundEventId,
}

impl ReadAgain {
    /// For this event.
    #[must_use]
    pub const fn new(inbound_event: InboundEventId) -> Self {
        Self { inbound_event }
    }
}

impl Job for ReadAgain {
    type Parts = Desk;
    const NAME: &'static str = "read_again";
    /// Behind what can be read.
    const PRIORITY: i16 = 40;
    const MAX_ATTEMPTS: i32 = 8;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let mut conn = desk.pool().acquire().await?;
        let event = inbound::load(&mut conn, self.inbound_event)
            .await?
            .ok_or_else(|| JobError::dead(Missing("the event it was made for is not stored")))?;
        let channel = channels::load_on(&desk, &mut conn, event.channel).await?;
        let events = channel.channel.read_again(&event.body).map_err(JobError::dead)?;
        let reference = event.body.get(Reference::KEPT_AS);
        let mut read = Vec::with_capacity(events.len());
        for found in events {
            let found = match reference {
                Some(reference) => keep_reference(found, reference.clone()),
                None => found,
            };
            read.push(row(event.channel, found)?);
        }
        let mut tx = conn.begin().await?;
        arrivals::insert(&mut tx, &read.iter().collect::<Vec<_>>()).await?;
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.jobs_added().ring(desk.pool());
        Ok(finish)
    }
}
