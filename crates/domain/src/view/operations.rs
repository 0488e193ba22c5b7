//! What needs a person in the machine room.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ConversationId, MessageId};

/// A job that was tried to the end and given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadJob {
    /// Its number.
    pub id: i64,
    /// Its name, like `take_in`.
    pub name: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last try failed, with its causes; numbers and quoted words are masked.
    pub error: String,
    /// When it was added.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Since when it is given up.
    #[serde(with = "time::serde::rfc3339")]
    pub dead_since: OffsetDateTime,
    /// The channel it is about.
    pub channel: Option<String>,
    /// The kind of event it takes in: `message`, `status` or `notice`.
    pub event: Option<String>,
    /// The conversation it is about, where that is known.
    pub conversation: Option<ConversationId>,
    /// How many were given up by the same name for the same reason, itself included.
    pub alike: i64,
}

/// What stands in a field of a stored event, without saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "length")]
pub enum Masked {
    /// Text of so many characters.
    Text(usize),
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// Nothing.
    Empty,
}

/// A field of a stored event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventField {
    /// Its name, with those around it: `message.from`.
    pub path: String,
    /// What stands there.
    pub value: Masked,
}

/// A job that was given up, with the event it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadJobDetail {
    /// The job.
    pub job: DeadJob,
    /// The event's fields; empty where it is about none.
    pub fields: Vec<EventField>,
}

/// A message of which nobody can say whether it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtRow {
    /// Which message.
    pub message: MessageId,
    /// Its thread.
    pub conversation: ConversationId,
    /// Whom it was for.
    pub contact: String,
    /// The channel's name.
    pub channel: String,
    /// Who wrote it; `None` for automation.
    pub author: Option<String>,
    /// When the provider was asked.
    #[serde(with = "time::serde::rfc3339::option")]
    pub attempted_at: Option<OffsetDateTime>,
    /// Whether people are asked; before that a report or a look-up may tell.
    pub undecided: bool,
}

/// The operations page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationsView {
    /// The jobs given up, the newest first, at most a hundred.
    pub dead: Vec<DeadJob>,
    /// How many there are.
    pub dead_count: i64,
    /// The messages in doubt, the oldest first, at most a hundred.
    pub doubts: Vec<DoubtRow>,
}
