//! Who may leave, as a manager sees it, and whoever has cases of their own. Probabilities and shares are between 0 and 1.

mod ask;
mod case;
mod model;
mod worth;

pub use ask::{ChurnAsk, ChurnBand, ChurnOwner, ChurnTab};
pub use case::{CASE_NOTE, ChurnCaseChange, ChurnCaseView, ChurnReason};
pub use model::{ChurnModelView, ChurnThreshold, ChurnVersion, ChurnVersionState};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
pub use worth::{ChurnGroup, ShareDifference};

use super::PersonRef;

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnView {
    /// Today, by the provider's clock.
    pub today: Date,
    /// What was asked, as far as there is such a thing.
    pub asked: ChurnAsk,
    /// How many such cases are open, on all pages.
    pub open: i64,
    /// How many such cases were closed, on all pages.
    pub closed: i64,
    /// This page's: open ones by urgency, or those closed last.
    pub cases: Vec<ChurnCaseView>,
    /// The figures of all customers; `None` for whoever sees the cases alone that are theirs.
    pub whole: Option<ChurnWhole>,
}

/// The figures of all customers, for managers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnWhole {
    /// The model in use; `None` before there is one.
    pub model: Option<ChurnModelView>,
    /// Customers whose contract runs.
    pub customers: i64,
    /// Of those, above the campaign's threshold.
    pub at_risk: i64,
    /// Of those, between the thresholds.
    pub watched: i64,
    /// When they were last judged.
    #[serde(with = "time::serde::rfc3339::option")]
    pub scored_at: Option<OffsetDateTime>,
    /// Customers held out now.
    pub held_out: i64,
    /// What became of those who were worked on.
    pub treated: ChurnGroup,
    /// What became of those who were not.
    pub untreated: ChurnGroup,
    /// To whom cases may be given.
    pub people: Vec<PersonRef>,
}

impl ChurnView {
    /// How many cases the list that was asked for has on all pages.
    #[must_use]
    pub const fn total(&self) -> i64 {
        match self.asked.tab {
            ChurnTab::Open => self.open,
            ChurnTab::Closed => self.closed,
        }
    }
}
