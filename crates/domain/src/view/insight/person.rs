//! What people did, in all and queue by queue.

use serde::{Deserialize, Serialize};

use crate::{PersonId, QueueKey};

/// What a person did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonFigures {
    /// Who.
    pub id: PersonId,
    /// The name colleagues see.
    pub name: String,
    /// Conversations they hold or held last that were first answered in these days.
    pub answered: i64,
    /// Median from opening to the first answer, of those.
    pub first_answer: Option<f64>,
    /// Conversations they closed.
    pub closed: i64,
    /// Median from opening to closing, of those closed.
    pub handling: Option<f64>,
    /// Of those closed, opened again.
    pub reopened: i64,
    /// Answered and closed in the days these are compared with.
    pub before: [i64; 2],
    /// The same of each queue by itself, in the board's order; of a queue without any nothing.
    pub queues: Vec<QueueDeeds>,
}

/// What somebody, or everybody, did in one queue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueDeeds {
    /// The queue; `None`: conversations that are in none.
    pub queue: Option<QueueKey>,
    /// Conversations first answered.
    pub answered: i64,
    /// Median from opening to the first answer, of those, in seconds.
    pub first_answer: Option<f64>,
    /// Conversations closed.
    pub closed: i64,
    /// Median from opening to closing, of those, in seconds.
    pub handling: Option<f64>,
    /// Of those closed, opened again.
    pub reopened: i64,
}
