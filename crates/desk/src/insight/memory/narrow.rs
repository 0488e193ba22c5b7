//! A fact in as few bytes as may be, and what can happen to it.

use std::num::NonZero;

use enlace_domain::{IssueType, OutcomeKind, QueueKey};
use time::{Duration, OffsetDateTime};

use super::{names::Number, rating::Rating};

/// A moment, or a while, in microseconds: as exact as the database's.
pub(super) type Micros = i64;

/// A conversation in as few bytes as may be: one line of a processor's cache. No conversation is of the first microsecond
/// of 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow {
    pub(super) opened: Micros,
    /// When a person first answered; until then when that is due, by the board's clock, where it runs or ran.
    pub(super) first: Option<NonZero<Micros>>,
    pub(super) closed: Option<NonZero<Micros>>,
    pub(super) asked: Option<NonZero<Micros>>,
    pub(super) cents: Option<NonZero<i64>>,
    pub(super) person: Option<Number>,
    pub(super) closed_by: Option<Number>,
    pub(super) region: Option<Number>,
    pub(super) plan: Option<Number>,
    pub(super) queue: Option<QueueKey>,
    pub(super) issue: Option<IssueType>,
    pub(super) outcome: Option<OutcomeKind>,
    pub(super) answer: FirstAnswer,
    pub(super) escalated: bool,
    pub(super) reopened: bool,
    pub(super) settled: bool,
    /// What the subscriber was asked when the conversation was over, and the score.
    pub(super) rating: Option<Rating>,
}

const _: () = assert!(size_of::<Narrow>() == 64, "a fact is one line of the cache");

/// How the first answer of a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstAnswer {
    /// None has come.
    Waiting,
    /// It came before it was due.
    InTime,
    /// It came afterwards.
    Late,
}

impl Narrow {
    /// When a person first answered.
    pub(super) fn answered(&self) -> Option<Micros> {
        self.first
            .filter(|_| self.answer != FirstAnswer::Waiting)
            .map(NonZero::get)
    }

    /// When the first answer is due, or was, that has not come.
    pub(super) fn due(&self) -> Option<Micros> {
        self.first
            .filter(|_| self.answer == FirstAnswer::Waiting)
            .map(NonZero::get)
    }

    /// When it was closed.
    pub(super) fn closed(&self) -> Option<Micros> {
        self.closed.map(NonZero::get)
    }

    /// When the subscriber was asked how it was.
    fn asked(&self) -> Option<Micros> {
        self.asked.map(NonZero::get)
    }

    /// The outcome's amount: never nothing.
    pub(super) fn cents(&self) -> Option<i64> {
        self.cents.map(NonZero::get)
    }
}

/// What a conversation is put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum When {
    Opened,
    /// Opened, and no person has answered by when that was due, or it is not due yet.
    Unanswered,
    Answered,
    Closed,
    Asked,
}

impl When {
    pub(super) const ALL: [Self; 5] = [
        Self::Opened,
        Self::Unanswered,
        Self::Answered,
        Self::Closed,
        Self::Asked,
    ];

    /// The moment, where it has come.
    pub(super) fn of(self, fact: &Narrow) -> Option<Micros> {
        match self {
            Self::Opened => Some(fact.opened),
            Self::Unanswered => fact.due().map(|_| fact.opened),
            Self::Answered => fact.answered(),
            Self::Closed => fact.closed(),
            Self::Asked => fact.asked(),
        }
    }

    /// Whose it is: what was closed is whose who closed it, and so is the answer how it was; of one that was opened again
    /// whose who holds it.
    pub(super) fn whose(self, fact: &Narrow) -> Option<Number> {
        match self {
            Self::Opened | Self::Unanswered | Self::Answered => fact.person,
            Self::Closed => fact.closed_by,
            Self::Asked => fact.closed_by.or(fact.person),
        }
    }
}

/// A moment as the database keeps it.
pub(super) fn micros(at: OffsetDateTime) -> Micros {
    Micros::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(Micros::MAX)
}

/// The moment of so many microseconds.
pub(super) fn moment(at: Micros) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::microseconds(at)
}
