//! The manager's figures. Each is defined in `docs/METRICS.md`; durations are in seconds, shares are counted from the
//! counts that stand here, never on a page from another source.

mod ask;
mod behind;
mod behind_figure;
mod capacity;
mod contracts;
mod leavers;
mod load;
mod person;
mod retention;
mod right_now;
mod targets;
mod technical;
mod trend_figure;

pub use ask::{Against, AskPart, InsightAsk, InsightFilter, Period, Step};
pub use behind::{BehindAsk, BehindRow, BehindSort, BehindView};
pub use behind_figure::{BehindFigure, CountedBy};
pub use capacity::Capacity;
pub use contracts::Contracts;
pub use leavers::{LastTalk, Leaver, LeaversAsk, LeaversView};
pub use load::{HourLoad, Load, Strain};
pub use person::{PersonFigures, QueueDeeds};
pub use retention::{RetentionBand, RetentionRow};
pub use right_now::{PersonRightNow, QueueRightNow, RightNow};
pub use targets::Targets;
pub use technical::{RegionFaults, RepairTimes, Technical};
pub use trend_figure::{ON_TIME_TARGET, TrendFigure};

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{PersonRef, Results, Voice};
use crate::{IssueType, QueueKey};

/// Everything the executive dashboard shows, of one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// What was asked, as far as there is such a thing.
    pub ask: InsightAsk,
    /// When it was computed.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// First and last day asked for.
    pub days: [Date; 2],
    /// First and last day of what they are compared with.
    pub days_before: [Date; 2],
    /// The first day with a conversation, where it is later than the first of those: what is compared with is not whole.
    pub since: Option<Date>,
    /// The days asked for.
    pub now: Figures,
    /// The days they are compared with.
    pub before: Figures,
    /// Median first answer in the urgent queue, in these days and in those before, whatever queue is chosen.
    pub urgent: [Option<f64>; 2],
    /// What the first figures are measured against.
    pub targets: Targets,
    /// Each queue by itself, in the board's order: now and before.
    pub queues: Vec<(QueueKey, [Figures; 2])>,
    /// The 24 hours of today.
    pub hours: Vec<HourFigure>,
    /// The local hour it is now, 0 to 23.
    pub hour: u8,
    /// Conversations of each hour of the week, on average over twelve weeks at most; seven times 24, Monday first.
    pub season: Vec<f64>,
    /// The tiles' figures day by day, of more than a month week by week (whole weeks from Monday); empty where a city or a
    /// plan is asked for.
    pub pulse: Vec<Pulse>,
    /// How long each step of the trend is.
    pub step: Step,
    /// Conversations opened in each step of the days asked for.
    pub trend: Vec<StepFigure>,
    /// What they were about, the most frequent first: now and before.
    pub reasons: Vec<(Reason, [i64; 2])>,
    /// Who answered, by how much.
    pub people: Vec<PersonFigures>,
    /// What all people together did in each queue, whoever is asked for: what a person's own is fairly measured against.
    pub everybody: Vec<QueueDeeds>,
    /// How many conversations each person who may log in may hold at once, whatever is asked for.
    pub capacities: Vec<Capacity>,
    /// What subscribers say.
    pub voice: Voice,
    /// What came of conversations.
    pub results: Results,
    /// Customers who may leave, a row for each of [`RetentionBand::ALL`], of the whole desk; empty where there is neither a
    /// model nor a case.
    pub retention: Vec<RetentionRow>,
    /// The faults that subscribers report.
    pub technical: Technical,
    /// Who is online in each hour of the day, against what is open at once; of the whole desk.
    pub load: Load,
}

/// The figures of the tiles on one day, or in one week.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pulse {
    /// The day, or the week's Monday.
    pub day: Date,
    /// Median first answer in the urgent queue.
    pub urgent: Option<f64>,
    /// Mean score of those who were asked how it was.
    pub satisfaction: Option<f64>,
    /// All others.
    pub figures: Figures,
}

/// What the figures can be restricted to, besides a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsightChoices {
    /// Cities of contracts.
    pub regions: Vec<String>,
    /// Plans of contracts.
    pub plans: Vec<String>,
    /// Who works here, or did.
    pub people: Vec<PersonRef>,
}

/// The figures of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Conversations opened.
    pub opened: i64,
    /// Of those, answered by a person.
    pub answered: i64,
    /// Of those, answered within their queue's limit.
    pub in_time: i64,
    /// Of those opened, not answered by when it was due: until now, or until they were closed.
    pub overdue: i64,
    /// Of those opened, raised because nobody answered in time.
    pub escalated: i64,
    /// Median from opening to the first answer by a person.
    pub first_answer: Option<f64>,
    /// Nine of ten first answers came within this.
    pub first_answer_p90: Option<f64>,
    /// Conversations closed.
    pub closed: i64,
    /// Of those, neither reopened nor followed by another of the same person within seven days.
    pub resolved_first: i64,
    /// Median from opening to closing, of those closed.
    pub handling: Option<f64>,
}

impl Figures {
    /// Answered in time, of those whose time was up or who were answered (0 to 1); `None` without any.
    #[must_use]
    pub fn on_time(&self) -> Option<f64> {
        share(self.in_time, self.answered + self.overdue)
    }

    /// Settled at the first contact, of those closed.
    #[must_use]
    pub fn first_contact(&self) -> Option<f64> {
        share(self.resolved_first, self.closed)
    }

    /// Raised, of those opened.
    #[must_use]
    pub fn escalation(&self) -> Option<f64> {
        share(self.escalated, self.opened)
    }
}

/// A part of a whole; `None` of nothing.
#[must_use]
pub fn share(part: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of conversations are far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// An hour of today against the same hour of this weekday.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HourFigure {
    /// Conversations opened in it; `None` for an hour that is still to come.
    pub today: Option<i64>,
    /// A quarter of the last eight such days had fewer; `None` without any.
    pub low: Option<f64>,
    /// A quarter of them had more.
    pub high: Option<f64>,
}

/// The conversations of a step of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepFigure {
    /// Its first day, of those asked for.
    pub day: Date,
    /// Its last.
    pub last: Date,
    /// Opened in it.
    pub opened: i64,
    /// Opened on the days it is compared with.
    pub before: i64,
}

/// What a conversation was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// A fault of this kind.
    Issue(IssueType),
    /// What its queue stands for.
    Queue(QueueKey),
    /// Nobody has said yet.
    Unsorted,
}

impl Reason {
    /// As addresses and queries name it.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Issue(issue) => format!("issue-{issue}"),
            Self::Queue(queue) => format!("queue-{queue}"),
            Self::Unsorted => "unsorted".to_owned(),
        }
    }

    /// Reads such a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.split_once('-') {
            Some(("issue", issue)) => issue.parse().ok().map(Self::Issue),
            Some(("queue", queue)) => queue.parse().ok().map(Self::Queue),
            _ => (name == "unsorted").then_some(Self::Unsorted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(3, 4), Some(0.75));
        let figures = Figures {
            answered: 6,
            in_time: 6,
            overdue: 2,
            ..Figures::default()
        };
        assert_eq!(figures.on_time(), Some(0.75));
    }
}
