//! Who left: the contracts that ended in some days.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::InsightAsk;
use crate::ConversationId;

/// Which of those who left are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaversAsk {
    /// The figures' period, city and plan; contracts have neither a queue nor a person.
    pub ask: InsightAsk,
    /// Of the days that those are compared with, to the second.
    pub before: bool,
    /// Which page, from 1.
    pub page: u32,
}

impl LeaversAsk {
    /// Rows of a page.
    pub const ROWS: u32 = 50;

    /// The first page.
    #[must_use]
    pub const fn of(ask: InsightAsk) -> Self {
        Self {
            ask,
            before: false,
            page: 1,
        }
    }

    /// The same of the days that those are compared with.
    #[must_use]
    pub fn earlier(self) -> Self {
        Self { before: true, ..self }
    }

    /// Reads an address, given what it holds under each name. What can't be read is taken for the default.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            before: get("before").as_deref() == Some("1"),
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            ask: InsightAsk::read(&get),
        }
    }

    /// What an address holds to ask the same; the defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.ask.pairs();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("before", self.before.then(|| "1".to_owned()));
        add("page", (self.page > 1).then(|| self.page.to_string()));
        pairs
    }
}

/// A page of those who left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaversView {
    /// What was asked, as far as there is such a thing.
    pub asked: LeaversAsk,
    /// First and last day of the period.
    pub days: [Date; 2],
    /// How many there are on all pages: the figure.
    pub total: i64,
    /// This page's, who left last first.
    pub rows: Vec<Leaver>,
    /// When they were read.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Somebody whose contract ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaver {
    /// Whose contract it was.
    pub name: String,
    /// The contract's city.
    pub city: String,
    /// The contract's plan.
    pub plan: String,
    /// When it ended.
    #[serde(with = "time::serde::rfc3339")]
    pub left_at: OffsetDateTime,
    /// Their last conversation; `None` of who never wrote.
    pub last: Option<LastTalk>,
}

/// Somebody's last conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastTalk {
    /// Opens it.
    pub id: ConversationId,
    /// Its number.
    pub protocol: String,
    /// When it was opened.
    #[serde(with = "time::serde::rfc3339")]
    pub opened_at: OffsetDateTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Period;

    #[test]
    fn an_address_is_read_and_written_back() {
        let mut asked = LeaversAsk::of(InsightAsk {
            period: Period::Days(7),
            ..InsightAsk::default()
        })
        .earlier();
        asked.page = 2;
        let pairs = asked.pairs();
        let read = LeaversAsk::read(|name| {
            let pair = pairs.iter().find(|(key, _)| *key == name);
            pair.map(|(_, value)| value.clone())
        });
        assert_eq!(read, asked);
        let odd = LeaversAsk::read(|name| Some((if name == "page" { "0" } else { "" }).to_owned()));
        assert_eq!(odd, LeaversAsk::of(InsightAsk::default()));
    }
}
