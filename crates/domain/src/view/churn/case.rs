//! A case, and what speaks for it.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    ChurnCaseId, ConversationId, CustomerId, Money, PersonId, PhoneNumber,
    churn::{ChurnCaseKind, ChurnFeature, ChurnOffer, ChurnOutcome},
    view::PersonRef,
};

/// Why a model thinks what it thinks of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnReason {
    /// What it looked at.
    pub feature: ChurnFeature,
    /// What it saw; `None`: not known.
    pub value: Option<f32>,
    /// What it adds to the forest's share, 0 to 1.
    pub added: f32,
}

impl ChurnReason {
    /// The speed as a part of what the plan promises; `None` of another feature, or where it is not known.
    #[must_use]
    pub fn speed_share(&self, plan_speed: i32) -> Option<f64> {
        let speed = self.value.filter(|_| self.feature == ChurnFeature::AvgSpeedLast30d)?;
        (plan_speed > 0).then(|| f64::from(speed) / f64::from(plan_speed))
    }
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
    /// Where they are called.
    pub phone: PhoneNumber,
    /// Their newest conversation; `None`: they never wrote.
    pub conversation: Option<ConversationId>,
    /// Where they live.
    pub city: String,
    /// What they have.
    pub plan: String,
    /// What the plan promises, Mbit/s.
    pub plan_speed: i32,
    /// What they pay a month.
    pub monthly_fee: Money,
    /// What is done.
    pub kind: ChurnCaseKind,
    /// Nobody works on it, to compare.
    pub held_out: bool,
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
    /// On which day, by the provider's clock; `None` while it is open.
    pub closed_on: Option<Date>,
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

/// The longest note on an outcome, in characters.
pub const CASE_NOTE: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_alone_is_held_against_the_plan() {
        let share = |feature, value, plan| {
            let reason = ChurnReason {
                feature,
                value,
                added: 0.1,
            };
            reason.speed_share(plan)
        };
        assert_eq!(share(ChurnFeature::AvgSpeedLast30d, Some(80.0), 200), Some(0.4));
        assert_eq!(share(ChurnFeature::AvgSpeedLast30d, None, 200), None);
        assert_eq!(share(ChurnFeature::AvgSpeedLast30d, Some(80.0), 0), None);
        assert_eq!(share(ChurnFeature::OutagesLast30d, Some(4.0), 200), None);
    }
}
