//! The job that sends one message, once.

use std::time::Duration;

use enlace_domain::{Admission, OutboxId, WaitingFor};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{
    conversations, detours,
    outbox::{self, OutboxState, Outgoing},
};
use enlace_whatsapp::{Accepted, SendError};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, Transaction};

use super::{
    SentTemplate,
    again::{held_up_by, later},
    circuit, closed, hold,
    message::message,
    outcome::{accept, doubt, fail},
    pace::{self, Turn},
    way::{self, Choice},
    words::{NO_ADDRESS, NO_ADDRESS_CODE, TEMPLATE_STOPPED, TEMPLATE_STOPPED_CODE},
};
use crate::{Desk, channels};

/// A shorter wait is over before anybody has read of it.
const WORTH_TELLING: Duration = Duration::from_secs(2);

/// Why the job of a message in doubt stays.
const IN_DOUBT: &str = "nobody knows yet whether it has left";

/// Sends what a row of the outbox holds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SendMessage {
    outbox: OutboxId,
}

impl SendMessage {
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

impl Job for SendMessage {
    type Parts = Desk;
    const NAME: &'static str = "send_message";
    const PRIORITY: i16 = 10;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let begun = match self.begin(&desk, attempt).await? {
            Begin::Ask(begun) => *begun,
            Begin::Wait(after, why) => {
                let why = why.to_owned();
                return Err(JobError::Postpone { after, why });
            }
            Begin::TooLate(outgoing) => return closed::give_up(&desk, attempt, (self.outbox, &outgoing)).await,
            Begin::Nothing(finish) => return Ok(finish),
        };
        let channel = channels::load(&desk, begun.outgoing.channel).await;
        let result = match (&channel, message(&desk, &begun.outgoing, begun.number)) {
            (Ok(channel), Some(message)) => channel.provider.send(&message).await,
            (Ok(_), None) => Err(SendError::Refused {
                code: NO_ADDRESS_CODE.to_owned(),
                words: NO_ADDRESS.to_owned(),
            }),
            // the provider was not asked
            (Err(error), _) => Err(SendError::RetryLater {
                after: None,
                why: error.to_string(),
            }),
        };
        let outcome = result.as_ref().map_or_else(SendError::class, |_| "accepted");
        metrics::counter!("enlace_sends_total", "outcome" => outcome).increment(1);
        self.end(&desk, attempt, &begun, result).await
    }
}

/// What is to be done with a row.
enum Begin {
    /// The provider is to be asked.
    Ask(Box<Begun>),
    /// Not before this much time, and why.
    Wait(Duration, &'static str),
    /// It is not to be asked: the 24-hour window has closed.
    TooLate(Box<Outgoing>),
    /// It is not, or no longer, to be sent.
    Nothing(Finish),
}

/// An attempt that is written down.
struct Begun {
    outgoing: Outgoing,
    number: i32,
    admission: Admission,
}

impl SendMessage {
    /// Writes down, in a transaction of its own, that the provider is about to be asked, where it may be.
    async fn begin(self, desk: &Desk, attempt: Attempt) -> Result<Begin, JobError> {
        let mut tx = desk.pool().begin().await?;
        let Some(outgoing) = outbox::lock(&mut tx, self.outbox).await? else {
            return Ok(Begin::Nothing(Finish::Remove));
        };
        let is_stopped = outgoing.state == OutboxState::Queued && SentTemplate::is_stopped(&mut tx, &outgoing).await?;
        let begin = match outgoing.state {
            // no call follows: it says nothing of any channel, and is no probe of one
            OutboxState::Queued if outgoing.to.is_none() => {
                fail(&mut tx, &outgoing, NO_ADDRESS_CODE, NO_ADDRESS).await?;
                Begin::Nothing(attempt.finish(&mut tx).await?)
            }
            OutboxState::Queued if is_stopped => {
                fail(&mut tx, &outgoing, TEMPLATE_STOPPED_CODE, TEMPLATE_STOPPED).await?;
                Begin::Nothing(attempt.finish(&mut tx).await?)
            }
            OutboxState::Queued => return self.ask(desk, tx, outgoing).await,
            // a process ended between asking and writing the answer down: it may have left
            OutboxState::Sending => {
                doubt(desk, &mut tx, &outgoing).await?;
                Begin::Wait(hold::STEP, IN_DOUBT)
            }
            OutboxState::InDoubt => match hold::hold(desk, &mut tx, &outgoing).await? {
                Some(after) => Begin::Wait(after, IN_DOUBT),
                None => Begin::Nothing(attempt.finish(&mut tx).await?),
            },
            OutboxState::Sent | OutboxState::Failed => Begin::Nothing(attempt.finish(&mut tx).await?),
        };
        tx.commit().await?;
        desk.hub().wake();
        Ok(begin)
    }

    /// Finds the way by which the message may leave, if there is one now, and writes down that it is being tried.
    async fn ask(
        self,
        desk: &Desk,
        mut tx: Transaction<'static, Postgres>,
        outgoing: Outgoing,
    ) -> Result<Begin, JobError> {
        let (way, admission, extra) = match way::choose(desk, &mut tx, &outgoing).await? {
            Choice::By(way, admission, extra) => (way, admission, extra),
            Choice::Wait(after, reason) => {
                self.note(desk, tx, &outgoing, reason).await?;
                return Ok(Begin::Wait(after, "the channel is down or paused"));
            }
            Choice::TooLate => return Ok(Begin::TooLate(Box::new(outgoing))),
        };
        match pace::take(desk, &mut tx, &way, outgoing.contact).await? {
            Turn::Now => {}
            Turn::AfterContact(after) => {
                // no call follows: were this message the channel's probe, another may be
                tx.rollback().await?;
                if after >= WORTH_TELLING {
                    let tx = desk.pool().begin().await?;
                    self.note(desk, tx, &outgoing, WaitingFor::ContactLimit).await?;
                }
                return Ok(Begin::Wait(after, "the contact was sent many messages just now"));
            }
            Turn::InLine(line) => {
                tx.rollback().await?;
                let after = line.stand(desk).await?;
                if after >= WORTH_TELLING {
                    let tx = desk.pool().begin().await?;
                    self.note(desk, tx, &outgoing, WaitingFor::ChannelLimit).await?;
                }
                return Ok(Begin::Wait(after, "the channel sends as fast as it may"));
            }
            Turn::Elsewhere(change) => {
                tx.rollback().await?;
                crate::pace::change(desk, change).await?;
                return Ok(Begin::Wait(
                    Duration::ZERO,
                    "the messages are counted elsewhere from now on",
                ));
            }
        }
        let is_detour = way.channel != outgoing.home;
        if way.channel != outgoing.channel {
            outbox::leave_by(&mut tx, outgoing.message, way.channel).await?;
        }
        if is_detour {
            detours::note(&mut tx, &outgoing, way.channel).await?;
        }
        let number = outbox::begin_attempt(&mut tx, outgoing.id).await?;
        tx.commit().await?;
        if is_detour {
            metrics::counter!("enlace_failovers_total").increment(1);
        }
        Ok(Begin::Ask(Box::new(Begun {
            outgoing: Outgoing {
                channel: way.channel,
                extra,
                ..outgoing
            },
            number,
            admission,
        })))
    }

    /// Tells the thread what holds the message up, and ends the transaction.
    async fn note(
        self,
        desk: &Desk,
        mut tx: Transaction<'static, Postgres>,
        outgoing: &Outgoing,
        reason: WaitingFor,
    ) -> Result<(), JobError> {
        let is_new = outbox::note_wait(&mut tx, self.outbox, outgoing.conversation, reason).await?;
        tx.commit().await?;
        if is_new {
            desk.hub().wake();
        }
        Ok(())
    }

    /// Writes down what came of it.
    async fn end(
        self,
        desk: &Desk,
        attempt: Attempt,
        begun: &Begun,
        result: Result<Accepted, SendError>,
    ) -> Result<Finish, JobError> {
        let mut tx = desk.pool().begin().await?;
        // the conversation first, as wherever something may be appended to it
        let late = match result {
            Err(SendError::WindowClosed) => conversations::lock(&mut tx, begun.outgoing.conversation).await?,
            _ => None,
        };
        let Some(outgoing) = outbox::lock(&mut tx, self.outbox).await? else {
            return Ok(Finish::Remove);
        };
        // a report was faster than this transaction, or another worker took the job over: theirs is the last word
        let is_ours = outgoing.attempts == begun.number;
        let is_open = is_ours && outgoing.state == OutboxState::Sending;
        let answer = result.as_ref().map(|_| ()).map_err(SendError::clone);
        let again = match result {
            Ok(accepted) if is_ours => {
                accept(&mut tx, &outgoing, &accepted).await?;
                None
            }
            _ if !is_open => None,
            Ok(_) => None,
            // what was written after it waits until this is settled
            Err(SendError::InDoubt) => {
                doubt(desk, &mut tx, &outgoing).await?;
                Some((hold::STEP, IN_DOUBT))
            }
            // however long it takes: a message is never given up because its vendor is away or its account is at fault
            Err(error) if error.spares_the_message() => {
                outbox::set_state(&mut tx, outgoing.id, OutboxState::Queued, Some(error.code())).await?;
                outbox::note_wait(&mut tx, outgoing.id, outgoing.conversation, held_up_by(&error)).await?;
                Some(later(&error, begun.number))
            }
            Err(error) => {
                let words = match &late {
                    Some(conversation) => closed::instead(&mut tx, conversation, &outgoing).await?,
                    None => error.for_agent(),
                };
                fail(&mut tx, &outgoing, error.code(), words).await?;
                None
            }
        };
        circuit::note(&mut tx, begun.outgoing.channel, begun.admission, &answer).await?;
        if let Err(SendError::RateLimited {
            after,
            this_pair: false,
        }) = answer
        {
            pace::slow_down(desk, &mut tx, begun.outgoing.channel, after, begun.number).await?;
        }
        let failed = again.is_none() && answer.is_err();
        // put off, not failed: neither a slow nor an absent vendor uses a message's attempts up
        let finish = match again {
            None => attempt.finish(&mut tx).await,
            Some((after, why)) => Err(JobError::Postpone {
                after,
                why: why.to_owned(),
            }),
        };
        // what the provider did is true even if another worker holds the job by now
        tx.commit().await?;
        desk.hub().wake();
        if late.is_some() || failed {
            desk.jobs_added().ring(desk.pool());
        }
        finish
    }
}
