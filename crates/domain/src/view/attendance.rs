//! Who has a conversation open at this moment.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ConversationId, view::PersonRef};

/// Who has a conversation open, as of one moment. Whole: what is told later takes the place of what was told before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Which conversation.
    pub conversation: ConversationId,
    /// When that was so, by the database's clock: of two that overtake each other the later one is true.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Each person once, however many tabs they have, in the order of their names.
    pub people: Vec<Attendee>,
}

/// Somebody who has a conversation open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Who.
    pub person: PersonRef,
    /// Whether they write in it right now.
    pub writing: bool,
}
