//! The rules of queues, and the holidays.

use serde::{Deserialize, Serialize};

use crate::{Priority, QueueKey, holidays::Holiday, opening::OpenSpan};

/// How a queue works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRules {
    /// Which one.
    pub key: QueueKey,
    /// What its conversations get. Saving does not change it.
    pub priority: Priority,
    /// Open minutes until the first answer is due.
    pub first_answer_minutes: i32,
    /// Whether a late conversation is raised.
    pub escalates: bool,
    /// When it is open; always where there are none.
    pub hours: Vec<OpenSpan>,
    /// The rules as they were seen by whoever saves them.
    pub revision: i32,
}

/// What `/queues` shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuesView {
    /// In the order of the board.
    pub queues: Vec<QueueRules>,
    /// Those of this year and after it, in order.
    pub holidays: Vec<Holiday>,
    /// The year it is in Brasília.
    pub year: i32,
}
