//! The conversations behind a figure.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{BehindFigure, InsightAsk, Reason};
use crate::{ConversationId, Outcome, QueueKey, goal::Goal, queue::named_enum};

named_enum! {
    /// In which order they are listed.
    BehindSort, "order" {
        /// The newest first.
        Newest = "newest",
        /// The oldest first.
        Oldest = "oldest",
        /// The longest time to the first answer first.
        Answer = "answer",
        /// The longest time to the closing first.
        Handling = "handling",
    }
}

/// Which conversations are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindAsk {
    /// The figures' period and filter.
    pub ask: InsightAsk,
    /// Which figure.
    pub figure: BehindFigure,
    /// Of the days that those are compared with, to the second.
    pub before: bool,
    /// Only of this reason.
    pub reason: Option<Reason>,
    /// Only opened in this hour of the day, 0 to 23.
    pub hour: Option<u8>,
    /// Only opened on this day of the week, 1 (Monday) to 7.
    pub weekday: Option<u8>,
    /// In which order.
    pub sort: BehindSort,
    /// Which page, from 1.
    pub page: u32,
}

impl BehindAsk {
    /// Rows of a page.
    pub const ROWS: u32 = 50;
    /// The most rows of a file.
    pub const FILE_ROWS: u32 = 10_000;

    /// The first page of a figure, the newest first.
    #[must_use]
    pub const fn of(ask: InsightAsk, figure: BehindFigure) -> Self {
        Self {
            ask,
            figure,
            before: false,
            reason: None,
            hour: None,
            weekday: None,
            sort: BehindSort::Newest,
            page: 1,
        }
    }

    /// The same of the days that those are compared with.
    #[must_use]
    pub fn earlier(self) -> Self {
        Self { before: true, ..self }
    }

    /// What is behind a goal's figure, which is of the last 30 days and of all conversations; `None` where no conversations
    /// are.
    #[must_use]
    pub fn of_goal(goal: Goal) -> Option<Self> {
        let of = |figure| Self::of(InsightAsk::default(), figure);
        match goal {
            Goal::UrgentAnswer => {
                let mut asked = of(BehindFigure::Answered);
                asked.ask.filter.queue = Some(QueueKey::TechnicalUrgent);
                Some(asked)
            }
            Goal::FirstContact => Some(of(BehindFigure::Settled)),
            Goal::Satisfaction => Some(of(BehindFigure::Scored)),
            Goal::Cost => Some(of(BehindFigure::Closed)),
            Goal::Churn | Goal::Uptime => None,
        }
    }

    /// Reads an address, given what it holds under each name. What can't be read is taken for the default.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str, most: u8| {
            let number: Option<u8> = get(name)?.parse().ok();
            number.filter(|number| *number <= most)
        };
        let ask = InsightAsk::read(&get);
        Self {
            figure: get("figure")
                .and_then(|name| name.parse().ok())
                .unwrap_or(BehindFigure::Opened),
            before: get("before").as_deref() == Some("1"),
            reason: get("reason").as_deref().and_then(Reason::parse),
            hour: number("hour", 23),
            weekday: number("weekday", 7).filter(|day| *day > 0),
            sort: get("sort")
                .and_then(|name| name.parse().ok())
                .unwrap_or(BehindSort::Newest),
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            ask,
        }
    }

    /// What an address holds to ask the same; the defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("figure", self.figure.to_string())];
        pairs.extend(self.ask.pairs());
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("before", self.before.then(|| "1".to_owned()));
        add("reason", self.reason.map(Reason::name));
        add("hour", self.hour.map(|hour| hour.to_string()));
        add("weekday", self.weekday.map(|day| day.to_string()));
        add("sort", (self.sort != BehindSort::Newest).then(|| self.sort.to_string()));
        add("page", (self.page > 1).then(|| self.page.to_string()));
        pairs
    }
}

/// A page of the conversations behind a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BehindView {
    /// What was asked, as far as there is such a thing.
    pub asked: BehindAsk,
    /// First and last day of the period.
    pub days: [Date; 2],
    /// The name of the person asked for.
    pub person: Option<String>,
    /// How many there are on all pages: the figure.
    pub total: i64,
    /// This page's.
    pub rows: Vec<BehindRow>,
    /// When they were read.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A conversation behind a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BehindRow {
    /// Opens it.
    pub id: ConversationId,
    /// Its number.
    pub protocol: String,
    /// Who wrote.
    pub name: String,
    /// What it was about.
    pub reason: Reason,
    /// Its queue; `None` until it is sorted.
    pub queue: Option<QueueKey>,
    /// The contract's city.
    pub region: Option<String>,
    /// Who holds it or held it last.
    pub person: Option<String>,
    /// When it was opened.
    #[serde(with = "time::serde::rfc3339")]
    pub opened_at: OffsetDateTime,
    /// Seconds to the first answer.
    pub first_answer: Option<f64>,
    /// Seconds to the closing; `None` while it is open.
    pub handling: Option<f64>,
    /// Raised for lateness.
    pub escalated: bool,
    /// Closed and opened again.
    pub reopened: bool,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IssueType;

    #[test]
    fn an_address_is_read_and_written_back() {
        let mut asked = BehindAsk::of(InsightAsk::default(), BehindFigure::Settled);
        for reason in [
            None,
            Some(Reason::Issue(IssueType::WifiProblem)),
            Some(Reason::Queue(QueueKey::Financial)),
            Some(Reason::Unsorted),
        ] {
            asked = BehindAsk {
                before: reason.is_some(),
                reason,
                hour: Some(0),
                weekday: Some(7),
                sort: BehindSort::Handling,
                page: 3,
                ..asked
            };
            let pairs = asked.pairs();
            let read = BehindAsk::read(|name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.clone())
            });
            assert_eq!(read, asked);
        }
        let odd = [
            ("figure", "none"),
            ("before", "yes"),
            ("hour", "24"),
            ("weekday", "0"),
            ("page", "0"),
            ("sort", ""),
        ];
        let read = BehindAsk::read(|name| {
            odd.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        });
        assert_eq!(read, BehindAsk::of(InsightAsk::default(), BehindFigure::Opened));
    }
}
