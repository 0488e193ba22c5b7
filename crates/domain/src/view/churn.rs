//! Who may leave, as a manager sees it, and whoever has cases of their own. Probabilities and shares are between 0 and 1.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::{
    ChurnCaseId, CustomerId, Money, PersonId,
    churn::{ChurnCaseKind, ChurnFeature, ChurnFeatureSet, ChurnOffer, ChurnOutcome},
    view::PersonRef,
};

/// Why a model thinks what it thinks of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnReason {
    /// What it looked at.
    pub feature: ChurnFeature,
    /// What it saw; `None`: not known.
    pub value: Option<f32>,
    /// What it adds to the forest's share.
    pub added: f32,
}

/// Work about somebody who may leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnCaseView {
    /// Which.
    pub id: ChurnCaseId,
    /// Who may leave.
    pub customer: CustomerId,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub city: String,
    /// What they have.
    pub plan: String,
    /// What they pay a month.
    pub monthly_fee: Money,
    /// What is done.
    pub kind: ChurnCaseKind,
    /// The probability when it was opened.
    pub probability: f64,
    /// Why, the weightiest first.
    pub reasons: Vec<ChurnReason>,
    /// Who does it.
    pub owner: Option<PersonRef>,
    /// What is offered.
    pub offer: ChurnOffer,
    /// Until when.
    pub due_on: Date,
    /// What became of it; `None` while it is open.
    pub outcome: Option<ChurnOutcome>,
    /// In the words of whoever closed it.
    pub note: String,
}

/// A change of an open case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChurnCaseChange {
    /// Who does it.
    pub owner: Option<PersonId>,
    /// What is offered.
    pub offer: ChurnOffer,
    /// Until when.
    pub due_on: Date,
}

/// A figure of a model's card: a threshold and what lies above it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnThreshold {
    /// The probability.
    pub threshold: f64,
    /// Rows above it.
    pub rows: u64,
    /// Of those, the share that left.
    pub precision: Option<f64>,
    /// Of those who left, the share above it.
    pub recall: Option<f64>,
}

/// What is known about a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnModelView {
    /// Which features it looks at.
    pub feature_set: ChurnFeatureSet,
    /// When it was trained.
    #[serde(with = "time::serde::rfc3339")]
    pub trained_at: OffsetDateTime,
    /// Rows it learnt from: a customer at one moment each.
    pub rows: u64,
    /// Of those, who left within 30 days.
    pub positive: u64,
    /// Area under the curve on rows not seen, and its range over five parts.
    pub auc: f64,
    /// The lowest and the highest of the five.
    pub auc_range: [f64; 2],
    /// At the thresholds in use.
    pub thresholds: Vec<ChurnThreshold>,
    /// Rows, mean probability said, share that left.
    pub calibration: Vec<(u64, f64, f64)>,
    /// Features and their share of the forest's work, the weightiest first.
    pub importances: Vec<(ChurnFeature, f64)>,
    /// Features without data.
    pub missing: Vec<ChurnFeature>,
    /// Why the last model that was trained was not taken into use.
    pub refused_since: Option<String>,
    /// How far the features of those judged last are from the training table (population stability index), the most
    /// moved first; none before somebody was judged.
    pub drift: Vec<(ChurnFeature, f64)>,
    /// Of what was said a month ago or more: rows, mean probability said, share that left within 30 days.
    pub outcomes: Vec<(u64, f64, f64)>,
}

/// What became of customers in cases that were opened at least 30 days ago.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChurnGroup {
    /// Cases.
    pub cases: i64,
    /// Of those, customers who left within 30 days of the opening.
    pub left: i64,
    /// What they paid a month when the cases were opened, all together.
    pub monthly_fees: Money,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnView {
    /// Today, by the provider's clock.
    pub today: Date,
    /// Open cases, the most urgent first; those held out are not among them.
    pub open: Vec<ChurnCaseView>,
    /// Cases that were closed last.
    pub closed: Vec<ChurnCaseView>,
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

impl ChurnGroup {
    /// The share that left; `None` of fewer cases than a share can be told from.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        super::insight::share(self.left, self.cases).filter(|_| self.cases >= Self::LEAST)
    }

    /// Cases that a group needs before its share says anything.
    pub const LEAST: i64 = 20;
}

/// Most cases of each kind that [`ChurnView`] holds.
pub const CASES_SHOWN: i64 = 100;

/// The longest note on an outcome, in characters.
pub const CASE_NOTE: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_of_cases_has_no_rate() {
        let group = |cases, left| ChurnGroup {
            cases,
            left,
            ..ChurnGroup::default()
        };
        assert_eq!(group(19, 3).rate(), None);
        assert_eq!(group(20, 3).rate(), Some(0.15));
    }
}
