//! What is, beside what was and what shall be, and what the difference is worth. Defined in `docs/METRICS.md`.

use serde::{Deserialize, Serialize};

use crate::goal::Goal;

/// A goal, in the unit of [`Goal`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalRow {
    /// Which.
    pub goal: Goal,
    /// What it was before; `None` where nobody knows.
    pub baseline: Option<f64>,
    /// What it shall be.
    pub target: f64,
}

/// What things cost, in BRL; `None` where nobody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// An hour of an agent.
    pub agent_hour: Option<f64>,
    /// What is paid every month, whatever happens.
    pub fixed_month: Option<f64>,
    /// A message by a template of these categories.
    pub utility_message: Option<f64>,
    /// The same of marketing.
    pub marketing_message: Option<f64>,
    /// The same of authentication.
    pub authentication_message: Option<f64>,
}

/// What an administrator sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalSettings {
    /// All goals, in their order.
    pub goals: Vec<GoalRow>,
    /// All costs.
    pub costs: Costs,
    /// The settings as they were seen by whoever saves them.
    pub revision: i32,
}

/// What was counted in the last 30 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MonthVolumes {
    /// Conversations closed.
    pub conversations: i64,
    /// Hours in which an agent answered or closed at least one conversation, each agent's by itself.
    pub agent_hours: i64,
    /// Messages by templates of these categories.
    pub utility_messages: i64,
    /// The same of marketing.
    pub marketing_messages: i64,
    /// The same of authentication.
    pub authentication_messages: i64,
    /// Contracts that ran when the 30 days began.
    pub contracts: i64,
    /// Of those, ended since.
    pub ended: i64,
    /// What the running ones pay on average, BRL a month.
    pub mean_fee: Option<f64>,
    /// Minutes since the first heartbeat, of these 30 days.
    pub minutes: i64,
    /// Of those, with a heartbeat.
    pub up_minutes: i64,
}

/// What a difference is worth in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnTerm {
    /// Of which goal.
    pub goal: Goal,
    /// The difference to the baseline, in the goal's unit; `None` where one of the two is missing.
    pub difference: Option<f64>,
    /// How many it is counted for: conversations, or contracts.
    pub times: i64,
    /// BRL each, where the difference is no money itself.
    pub each: Option<f64>,
    /// BRL a month; `None` where something is missing.
    pub worth: Option<f64>,
}

/// Goals and return, as the dashboard shows them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalsView {
    /// What is set.
    pub settings: GoalSettings,
    /// What is, in the goals' order; `None` where it can't be told.
    pub now: Vec<Option<f64>>,
    /// What it was told from.
    pub volumes: MonthVolumes,
    /// What the differences are worth.
    pub terms: Vec<ReturnTerm>,
}

impl GoalsView {
    /// All terms together; `None` while one is missing.
    #[must_use]
    pub fn worth(&self) -> Option<f64> {
        self.terms.iter().map(|term| term.worth).sum()
    }
}
