//! What the manager's figures are asked for, as an address keeps it.

use serde::{Deserialize, Serialize};
use time::{Date, format_description::BorrowedFormatItem, macros::format_description};

use super::TrendFigure;
use crate::{PersonId, QueueKey};

/// How an address writes a day: `2026-11-28`.
const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// Which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// So many days up to now, today included.
    Days(u16),
    /// From a day to a day, both included.
    Between {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
}

impl Period {
    /// The numbers of days that can be chosen.
    pub const SPANS: [u16; 5] = [1, 7, 30, 90, 365];
    /// Most days between two that are chosen by hand.
    pub const MOST: i64 = 366;
}

impl Default for Period {
    fn default() -> Self {
        Self::Days(30)
    }
}

/// What a period is compared with; always a span of the same length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// The one just before it.
    #[default]
    Before,
    /// The one that began a month earlier.
    Month,
    /// The one that began a year earlier.
    Year,
}

impl Against {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Before, Self::Month, Self::Year];

    /// As an address names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// How long a step of the trend is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// A day.
    Day,
    /// A week; weeks begin on Mondays.
    Week,
    /// A month of the calendar.
    Month,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// As an address names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// Which conversations count: `None` restricts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsightFilter {
    /// Only this queue.
    pub queue: Option<QueueKey>,
    /// Only contracts of this city.
    pub region: Option<String>,
    /// Only contracts of this plan.
    pub plan: Option<String>,
    /// Only what this person holds or held last, and closed.
    pub person: Option<PersonId>,
}

/// A part of the address that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AskPart {
    /// `days`, or `from` and `to`.
    Period,
    /// `queue`.
    Queue,
    /// `region`.
    Region,
    /// `plan`.
    Plan,
    /// `person`.
    Person,
    /// `against`.
    Against,
    /// `step`.
    Step,
    /// `trend`.
    Trend,
}

/// What the figures are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsightAsk {
    /// Which days.
    pub period: Period,
    /// Which conversations.
    pub filter: InsightFilter,
    /// Compared with what.
    pub against: Against,
    /// The trend's steps; `None` where its length shall decide.
    pub step: Option<Step>,
    /// The figure that the trend is of.
    pub trend: TrendFigure,
    /// What the address asked for and nobody could read; the default stands in its place.
    pub wrong: Vec<AskPart>,
}

impl InsightAsk {
    /// Reads an address, given what it holds under each name.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let mut wrong = Vec::new();
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        let mut or_wrong = |part: AskPart, asked: bool, ok: bool| {
            if asked && !ok {
                wrong.push(part);
            }
        };
        let (days, from, to) = (get("days"), get("from"), get("to"));
        let asked = days.is_some() || from.is_some() || to.is_some();
        let period = match (&from, &to) {
            (None, None) => days.and_then(|days| read_days(&days)),
            (Some(from), Some(to)) => read_between(from, to),
            _ => None,
        };
        or_wrong(AskPart::Period, asked, period.is_some());
        let queue = get("queue");
        let filter = InsightFilter {
            queue: queue.as_deref().and_then(|queue| queue.parse().ok()),
            region: get("region"),
            plan: get("plan"),
            person: get("person").and_then(|person| person.parse().ok()),
        };
        or_wrong(AskPart::Queue, queue.is_some(), filter.queue.is_some());
        or_wrong(AskPart::Person, get("person").is_some(), filter.person.is_some());
        let asked = get("against");
        let against = named(&Against::ALL, Against::as_str, asked.as_deref());
        or_wrong(AskPart::Against, asked.is_some(), against.is_some());
        let asked = get("step");
        let step = named(&Step::ALL, Step::as_str, asked.as_deref());
        or_wrong(AskPart::Step, asked.is_some(), step.is_some());
        let asked = get("trend");
        let trend = named(&TrendFigure::ALL, TrendFigure::as_str, asked.as_deref());
        or_wrong(AskPart::Trend, asked.is_some(), trend.is_some());
        Self {
            period: period.unwrap_or_default(),
            filter,
            against: against.unwrap_or_default(),
            step,
            trend: trend.unwrap_or_default(),
            wrong,
        }
    }

    /// What an address holds to ask the same; the defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = match self.period {
            period if period == Period::default() => Vec::new(),
            Period::Days(days) => vec![("days", days.to_string())],
            Period::Between { from, to } => vec![("from", from.to_string()), ("to", to.to_string())],
        };
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("queue", self.filter.queue.map(|queue| queue.to_string()));
        add("region", self.filter.region.clone());
        add("plan", self.filter.plan.clone());
        add("person", self.filter.person.map(|person| person.to_string()));
        let against = Some(self.against).filter(|against| *against != Against::Before);
        add("against", against.map(|against| against.as_str().to_owned()));
        add("step", self.step.map(|step| step.as_str().to_owned()));
        let trend = Some(self.trend).filter(|trend| *trend != TrendFigure::Opened);
        add("trend", trend.map(|trend| trend.as_str().to_owned()));
        pairs
    }
}

/// The one of all that an address names so.
fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, asked: Option<&str>) -> Option<T> {
    all.iter().copied().find(|one| asked == Some(name(*one)))
}

fn read_days(days: &str) -> Option<Period> {
    let days = days.parse().ok()?;
    Period::SPANS.contains(&days).then_some(Period::Days(days))
}

fn read_between(from: &str, to: &str) -> Option<Period> {
    let (from, to) = (Date::parse(from, DAY).ok()?, Date::parse(to, DAY).ok()?);
    let days = (to - from).whole_days() + 1;
    (1..=Period::MOST)
        .contains(&days)
        .then_some(Period::Between { from, to })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn ask(pairs: &[(&str, &str)]) -> InsightAsk {
        InsightAsk::read(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_is_read_and_written_back() {
        let pairs = [
            ("from", "2026-02-01"),
            ("to", "2026-02-28"),
            ("queue", "financial"),
            ("region", "Goiânia"),
            ("plan", "Fibra 500"),
            ("person", "01930000-0000-7000-8000-000000000001"),
            ("against", "year"),
            ("step", "week"),
            ("trend", "on_time"),
        ];
        let read = ask(&pairs);
        assert_eq!(
            read.period,
            Period::Between {
                from: date!(2026 - 02 - 01),
                to: date!(2026 - 02 - 28)
            }
        );
        assert!(read.wrong.is_empty());
        let written = read.pairs();
        let written: Vec<(&str, &str)> = written.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(written, pairs);
        assert_eq!(ask(&[]), InsightAsk::default());
        assert!(InsightAsk::default().pairs().is_empty());
    }

    #[test]
    fn what_cant_be_read_is_named_and_the_default_taken() {
        for (pairs, part) in [
            (&[("days", "12")][..], AskPart::Period),
            (&[("from", "2026-02-01")], AskPart::Period),
            (&[("from", "2026-02-30"), ("to", "2026-03-01")], AskPart::Period),
            (&[("from", "2026-03-02"), ("to", "2026-03-01")], AskPart::Period),
            (&[("from", "2020-01-01"), ("to", "2026-03-01")], AskPart::Period),
            (&[("queue", "nothing")], AskPart::Queue),
            (&[("person", "ana")], AskPart::Person),
            (&[("against", "ever")], AskPart::Against),
            (&[("step", "hour")], AskPart::Step),
            (&[("trend", "mood")], AskPart::Trend),
        ] {
            let read = ask(pairs);
            assert_eq!(read.wrong, [part], "{pairs:?}");
            assert_eq!(
                InsightAsk {
                    wrong: Vec::new(),
                    ..read
                },
                InsightAsk::default()
            );
        }
    }
}
