//! What the desk is to reach.

use std::ops::RangeInclusive;

use crate::queue::named_enum;

named_enum! {
    /// A figure with a baseline and a target.
    Goal, "goal" {
        /// Median first answer in the urgent queue, in seconds.
        UrgentAnswer = "urgent_answer",
        /// Settled at the first contact, in percent.
        FirstContact = "first_contact",
        /// Mean score after closing, 1 to 5.
        Satisfaction = "satisfaction",
        /// Contracts that ended within a month, in percent.
        Churn = "churn",
        /// What a conversation costs, in BRL.
        Cost = "cost",
        /// Minutes in which the desk was at work, in percent.
        Uptime = "uptime",
    }
}

impl Goal {
    /// Whether less is better.
    #[must_use]
    pub const fn less_is_better(self) -> bool {
        matches!(self, Self::UrgentAnswer | Self::Churn | Self::Cost)
    }

    /// What a baseline or a target may be.
    #[must_use]
    pub const fn allowed(self) -> RangeInclusive<f64> {
        match self {
            Self::UrgentAnswer => 1.0..=86_400.0,
            Self::Satisfaction => 1.0..=5.0,
            Self::Cost => 0.0..=10_000.0,
            Self::FirstContact | Self::Churn | Self::Uptime => 0.0..=100.0,
        }
    }

    /// Whether a value reaches a target.
    #[must_use]
    pub fn is_met(self, now: f64, target: f64) -> bool {
        if self.less_is_better() {
            now <= target
        } else {
            now >= target
        }
    }
}

/// Most that an hour, a month or a message may cost, in BRL.
pub const COST_MOST: f64 = 10_000_000.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_from_the_right_side() {
        assert!(Goal::Cost.is_met(4.0, 5.0) && !Goal::Cost.is_met(6.0, 5.0));
        assert!(Goal::Uptime.is_met(99.95, 99.9) && !Goal::Uptime.is_met(99.0, 99.9));
    }
}
