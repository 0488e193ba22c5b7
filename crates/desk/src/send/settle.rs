//! The job that settles a doubt: did the provider take the message of which no answer is on record?

use std::time::Duration;

use enlace_domain::{ChannelId, OutboxId};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::outbox::{self, OutboxState, Outgoing};
use enlace_whatsapp::Channel;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{message::message, outcome::accept, queue_again};
use crate::{Desk, channels};

/// The first look at the provider's list: a message shows there within seconds of being taken.
pub(super) const FIRST_LOOK: Duration = Duration::from_secs(15);
/// A message that the provider still does not list so long after the attempt was not taken.
const NOT_TAKEN_AFTER: time::Duration = time::Duration::seconds(60);
/// So long a report may take where it alone can tell; after that people are asked.
const REPORT_WITHIN: time::Duration = time::Duration::minutes(15);

/// What is to be done about a doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Ask the provider whether it has the message.
    LookUp,
    /// Leave it to the report for so long.
    Wait(Duration),
    /// Leave it to people.
    AskPeople,
}

/// What can tell whether a provider has a message that it gave no answer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CanTell {
    /// The provider itself, when asked.
    LookUp,
    /// Only its report on the attempt.
    Report,
    /// Nothing: its reports name messages by an id that only its answer would have told.
    Nobody,
}

impl CanTell {
    fn of(channel: &Channel) -> Self {
        if channel.abilities().can_look_up {
            Self::LookUp
        } else if channel.kind().reports_name_attempt() {
            Self::Report
        } else {
            Self::Nobody
        }
    }
}

/// Whether a doubt of this channel's can be settled without people. One that can't be opened now is taken to be like most.
pub(super) async fn is_possible(desk: &Desk, tx: &mut PgConnection, channel: ChannelId) -> bool {
    match channels::load_on(desk, tx, channel).await {
        Ok(record) => CanTell::of(&record.channel) != CanTell::Nobody,
        Err(_) => true,
    }
}

impl Next {
    /// `since_attempt` is how long ago the provider was asked.
    fn of(can_tell: CanTell, since_attempt: time::Duration) -> Self {
        match can_tell {
            CanTell::LookUp => return Self::LookUp,
            CanTell::Report => {}
            CanTell::Nobody => return Self::AskPeople,
        }
        // a part of a second more, or the job comes back just too early
        Duration::try_from(REPORT_WITHIN - since_attempt)
            .map_or(Self::AskPeople, |left| Self::Wait(left + Duration::from_millis(100)))
    }
}

/// Settles whether one message left.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SettleDoubt {
    outbox: OutboxId,
}

impl SettleDoubt {
    /// For this row.
    #[must_use]
    pub const fn new(outbox: OutboxId) -> Self {
        Self { outbox }
    }

    /// Its row.
    pub(crate) const fn outbox(self) -> OutboxId {
        self.outbox
    }
}

impl Job for SettleDoubt {
    type Parts = Desk;
    const NAME: &'static str = "settle_doubt";
    /// Before messages: those of its conversation wait for it.
    const PRIORITY: i16 = 5;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let Some(outgoing) = self.look(&desk).await? else {
            return Ok(Finish::Remove);
        };
        let (Some(message), Some(attempted_at)) = (message(&desk, &outgoing, outgoing.attempts), outgoing.attempted_at)
        else {
            return Ok(Finish::Remove);
        };
        let channel = channels::load(&desk, outgoing.channel).await?;
        match Next::of(CanTell::of(&channel.channel), OffsetDateTime::now_utc() - attempted_at) {
            Next::LookUp => {}
            Next::Wait(after) => {
                return Err(JobError::Postpone {
                    after,
                    why: "only a report can tell".to_owned(),
                });
            }
            Next::AskPeople => return self.ask_people(&desk, attempt).await,
        }
        // the time before the look counts: what is taken later would not be listed
        let looked_at = OffsetDateTime::now_utc();
        let found = match channel.provider.find_recent(&message, attempted_at).await {
            Ok(found) => found,
            Err(error) if !attempt.is_last() => return Err(JobError::retry(error)),
            Err(_) => return self.ask_people(&desk, attempt).await,
        };

        let mut tx = desk.pool().begin().await?;
        let Some(outgoing) = outbox::lock(&mut tx, self.outbox).await?.filter(in_doubt) else {
            return Ok(Finish::Remove);
        };
        // an id that another message bears is that other message: the same words were sent twice on purpose
        let settled = match &found {
            Some(accepted) => accept(&mut tx, &outgoing, accepted).await?,
            None => false,
        };
        if !settled {
            if let Some(left) = not_yet_sure(looked_at - attempted_at) {
                return Err(JobError::Postpone {
                    after: left,
                    why: "not listed yet".to_owned(),
                });
            }
            // people are asked already: later messages of the conversation may have left
            if !outgoing.undecided {
                queue_again(&mut tx, &outgoing).await?;
            }
        }
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.hub().wake();
        desk.jobs_added().ring(desk.pool());
        metrics::counter!("enlace_doubts_settled_total", "outcome" => if settled { "sent" } else { "not_taken" })
            .increment(1);
        Ok(finish)
    }
}

impl SettleDoubt {
    async fn look(self, desk: &Desk) -> Result<Option<Outgoing>, JobError> {
        let mut tx = desk.pool().begin().await?;
        Ok(outbox::lock(&mut tx, self.outbox).await?.filter(in_doubt))
    }

    /// No report came and no look-up can tell: the thread asks whoever reads it. A report that comes late still counts.
    async fn ask_people(self, desk: &Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let mut tx = desk.pool().begin().await?;
        if let Some(outgoing) = outbox::lock(&mut tx, self.outbox).await?.filter(in_doubt) {
            outbox::ask_people(&mut tx, &outgoing).await?;
        }
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.hub().wake();
        metrics::counter!("enlace_doubts_settled_total", "outcome" => "people_asked").increment(1);
        Ok(finish)
    }
}

/// How long to wait for the look that is sure, where one found nothing so soon after the attempt: the messages behind it
/// wait as well.
fn not_yet_sure(since_attempt: time::Duration) -> Option<Duration> {
    let left = NOT_TAKEN_AFTER - since_attempt;
    // a part of a second more, or the job comes back just too early
    Duration::try_from(left)
        .ok()
        .map(|left| left + Duration::from_millis(100))
}

/// In doubt, perhaps left to people already: what a look-up finds is true all the same.
fn in_doubt(outgoing: &Outgoing) -> bool {
    outgoing.state == OutboxState::InDoubt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_look_up_the_report_is_waited_for_and_then_people_are_asked() {
        let minutes = time::Duration::minutes;
        let report = |since| Next::of(CanTell::Report, since);
        assert_eq!(Next::of(CanTell::LookUp, minutes(60)), Next::LookUp);
        assert_eq!(report(minutes(5)), Next::Wait(Duration::from_millis(600_100)));
        assert_eq!(report(minutes(16)), Next::AskPeople);
        assert_eq!(Next::of(CanTell::Nobody, minutes(0)), Next::AskPeople);
    }

    #[test]
    fn a_look_is_sure_a_minute_after_the_attempt() {
        let seconds = time::Duration::seconds;
        assert_eq!(not_yet_sure(seconds(15)), Some(Duration::from_millis(45_100)));
        assert_eq!(not_yet_sure(seconds(60) + time::Duration::MILLISECOND), None);
    }
}
