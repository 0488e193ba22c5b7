//! What the first figures are measured against, as administrators have set it.

use serde::{Deserialize, Serialize};

use crate::{goal::Goal, view::GoalRow};

/// The targets of the first figures, each in its figure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Targets {
    /// Median first answer in the urgent queue, in seconds.
    pub urgent: f64,
    /// Settled at the first contact (0 to 1).
    pub first_contact: f64,
    /// Mean score, 1 to 5.
    pub satisfaction: f64,
}

impl Targets {
    /// Those of the goals; `None` where one of the three is missing.
    #[must_use]
    pub fn of(goals: &[GoalRow]) -> Option<Self> {
        let target = |goal: Goal| goals.iter().find(|row| row.goal == goal).map(|row| row.target);
        Some(Self {
            urgent: target(Goal::UrgentAnswer)?,
            first_contact: target(Goal::FirstContact)? / 100.0,
            satisfaction: target(Goal::Satisfaction)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_become_shares_and_none_may_be_missing() {
        let row = |goal, target| GoalRow {
            goal,
            baseline: None,
            target,
        };
        let mut goals = vec![
            row(Goal::Satisfaction, 4.5),
            row(Goal::FirstContact, 85.0),
            row(Goal::UrgentAnswer, 30.0),
        ];
        let targets = Targets {
            urgent: 30.0,
            first_contact: 0.85,
            satisfaction: 4.5,
        };
        assert_eq!(Targets::of(&goals), Some(targets));
        goals.pop();
        assert_eq!(Targets::of(&goals), None);
    }
}
