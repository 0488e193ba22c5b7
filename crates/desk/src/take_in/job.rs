//! The job that takes one event in.

use enlace_domain::InboundEventId;
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::inbound;
use enlace_whatsapp::{Significance, Understood};
use serde::{Deserialize, Serialize};
use sqlx::Connection;

use super::{
    beside,
    change::{self, Change},
    consent, message,
    missing::Missing,
    number, phone, status,
};
use crate::{Desk, channels, send, templates};

/// Takes one stored event in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TakeIn {
    inbound_event: InboundEventId,
}

impl TakeIn {
    /// Status reports come after messages: somebody waits for an answer to a message.
    pub(crate) const STATUS_PRIORITY: i16 = 30;

    /// For this event.
    #[must_use]
    pub const fn new(inbound_event: InboundEventId) -> Self {
        Self { inbound_event }
    }
}

impl Job for TakeIn {
    type Parts = Desk;
    const NAME: &'static str = "take_in";
    const PRIORITY: i16 = 10;
    /// About two minutes: a subscriber's later messages wait behind it.
    const MAX_ATTEMPTS: i32 = 8;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let mut conn = desk.pool().acquire().await?;
        let event = inbound::load(&mut conn, self.inbound_event)
            .await?
            .ok_or_else(|| JobError::dead(Missing("the event it was made for is not stored")))?;
        let channel = channels::load_on(&desk, &mut conn, event.channel).await?;
        match channel.channel.understand(&event.body) {
            Ok(Understood::Message(incoming)) => match incoming.significance() {
                Significance::Words => message::take_in(&desk, &mut conn, attempt, &event, &incoming).await,
                other => beside::take_in(&desk, &mut conn, attempt, (&event, &incoming), other).await,
            },
            Ok(Understood::Status(report)) => {
                status::take_in(&desk, &mut conn, attempt, (&event, &channel.channel), &report).await
            }
            Ok(Understood::Edit { from, original, body }) => {
                let change = Change::Edit { body: &body };
                change::take_in(&desk, &mut conn, attempt, event.channel, &from, &original, change).await
            }
            Ok(Understood::Revoke { from, original }) => {
                change::take_in(
                    &desk,
                    &mut conn,
                    attempt,
                    event.channel,
                    &from,
                    &original,
                    Change::Revoke,
                )
                .await
            }
            Ok(Understood::OnPhone(said)) => {
                let provider = channel.channel.kind();
                phone::take_in(&desk, &mut conn, attempt, (&event, provider), &said).await
            }
            Ok(Understood::ChangedOnPhone { original, body }) => {
                let change = body.as_deref().map_or(Change::Revoke, |body| Change::Edit { body });
                change::on_phone(&desk, &mut conn, attempt, event.channel, &original, change).await
            }
            Ok(Understood::TemplateReviewed {
                name,
                language,
                state,
                reason,
            }) => {
                let mut tx = conn.begin().await?;
                let review = (name.as_str(), language.as_str());
                templates::reviewed(&mut tx, event.channel, review, state, reason.as_deref()).await?;
                let finish = attempt.finish(&mut tx).await?;
                tx.commit().await?;
                desk.jobs_added().ring(desk.pool());
                Ok(finish)
            }
            Ok(Understood::ChannelState { works, raw }) => {
                let mut tx = conn.begin().await?;
                send::note_state(&mut tx, event.channel, works, &raw).await?;
                let finish = attempt.finish(&mut tx).await?;
                tx.commit().await?;
                Ok(finish)
            }
            Ok(Understood::MarketingConsent { from, wanted }) => {
                consent::take_in(&desk, &mut conn, attempt, event.channel, &from, wanted).await
            }
            Ok(Understood::NumberChanged { from, to }) => {
                number::take_in(&desk, &mut conn, attempt, event.channel, (&from, &to)).await
            }
            Ok(other) => {
                tracing::info!(event = ?other, "Kept an event that changes nothing here");
                Ok(Finish::Remove)
            }
            Err(error) => Err(JobError::dead(error)),
        }
    }
}
