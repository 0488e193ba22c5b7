//! Which cases are asked for, as an address holds it: `/churn?tab=closed&band=campaign&owner=mine&late=1&page=2`.

use serde::{Deserialize, Serialize};

use crate::{PersonId, churn::ChurnCaseKind, queue::named_enum};

named_enum! {
    /// Which of the two lists.
    ChurnTab, "list of cases" {
        /// Cases that are open.
        Open = "open",
        /// Cases that were closed.
        Closed = "closed",
    }
}

named_enum! {
    /// Cases of one kind.
    ChurnBand, "band of cases" {
        /// Campaigns.
        Campaign = "campaign",
        /// Follow-ups.
        FollowUp = "follow_up",
        /// Of both kinds, those that nobody works on.
        HeldOut = "held_out",
    }
}

impl ChurnBand {
    /// The one kind of its cases; `None`: of both.
    #[must_use]
    pub const fn kind(self) -> Option<ChurnCaseKind> {
        match self {
            Self::Campaign => Some(ChurnCaseKind::Campaign),
            Self::FollowUp => Some(ChurnCaseKind::FollowUp),
            Self::HeldOut => None,
        }
    }
}

/// Whose cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChurnOwner {
    /// Everybody's, and those that are nobody's.
    #[default]
    Anybody,
    /// The reader's own.
    Mine,
    /// Those that nobody was given.
    Nobody,
    /// One person's.
    Person(PersonId),
}

impl ChurnOwner {
    /// Reads its name in an address; what can't be read is everybody's.
    #[must_use]
    pub fn read(name: &str) -> Self {
        match name {
            "mine" => Self::Mine,
            "nobody" => Self::Nobody,
            id => id.parse().map_or(Self::Anybody, Self::Person),
        }
    }

    /// Its name in an address; empty for everybody's.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Anybody => String::new(),
            Self::Mine => "mine".to_owned(),
            Self::Nobody => "nobody".to_owned(),
            Self::Person(id) => id.to_string(),
        }
    }
}

/// A page of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChurnAsk {
    /// Which list.
    pub tab: ChurnTab,
    /// Only of this kind; `None`: all that are worked on.
    pub band: Option<ChurnBand>,
    /// Whose.
    pub owner: ChurnOwner,
    /// Of those that are open only the ones whose day is over.
    pub late: bool,
    /// Which page, from 1.
    pub page: u32,
}

impl Default for ChurnAsk {
    fn default() -> Self {
        Self {
            tab: ChurnTab::Open,
            band: None,
            owner: ChurnOwner::Anybody,
            late: false,
            page: 1,
        }
    }
}

impl ChurnAsk {
    /// Cases of a page.
    pub const ROWS: u32 = 50;

    /// Reads an address, given what it holds under each name. What can't be read is taken for the default.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            tab: get("tab").and_then(|name| name.parse().ok()).unwrap_or(ChurnTab::Open),
            band: get("band").and_then(|name| name.parse().ok()),
            owner: get("owner").map_or(ChurnOwner::Anybody, |name| ChurnOwner::read(&name)),
            late: get("late").is_some_and(|late| late == "1"),
            page: get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
        }
    }

    /// What an address holds to ask the same; the defaults are left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        add("tab", (self.tab != ChurnTab::Open).then(|| self.tab.to_string()));
        add("band", self.band.map(|band| band.to_string()));
        add("owner", Some(self.owner.name()).filter(|name| !name.is_empty()));
        add("late", self.late.then(|| "1".to_owned()));
        add("page", (self.page > 1).then(|| self.page.to_string()));
        pairs
    }

    /// Whether anything but the list and its page is asked for.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.band.is_some() || self.owner != ChurnOwner::Anybody || self.late
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(ask: &ChurnAsk) -> ChurnAsk {
        let pairs = ask.pairs();
        ChurnAsk::read(|name| {
            let found = pairs.iter().find(|(held, _)| *held == name);
            found.map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn an_address_asks_the_same_again() {
        assert!(ChurnAsk::default().pairs().is_empty());
        for owner in [
            ChurnOwner::Mine,
            ChurnOwner::Nobody,
            ChurnOwner::Person(PersonId::new()),
        ] {
            for band in ChurnBand::ALL {
                let ask = ChurnAsk {
                    tab: ChurnTab::Closed,
                    band: Some(*band),
                    owner,
                    late: true,
                    page: 3,
                };
                assert_eq!(again(&ask), ask);
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_the_default() {
        assert_eq!(ChurnAsk::read(|_| Some("?".to_owned())), ChurnAsk::default());
        assert_eq!(ChurnAsk::read(|name| (name == "page").then(|| "0".to_owned())).page, 1);
    }

    #[test]
    fn the_dashboards_names_are_bands() {
        let names: Vec<&str> = ChurnBand::ALL.iter().map(|band| band.as_str()).collect();
        assert_eq!(names, ["campaign", "follow_up", "held_out"]);
    }
}
