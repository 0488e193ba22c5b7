//! Messages that did not leave, each with its conversation.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ConversationId, MessageId, Protocol};

/// What failed within 24 hours and was not sent again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedSends {
    /// The last of them, newest first.
    pub rows: Vec<FailedSend>,
    /// Whether others failed before them.
    pub more: bool,
}

/// A message that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedSend {
    /// Which.
    pub message: MessageId,
    /// The conversation it belongs to, open or closed.
    pub conversation: ConversationId,
    /// Whom it was for.
    pub name: String,
    /// The conversation's number.
    pub protocol: Protocol,
    /// What people call the channel it should have left by.
    pub channel: String,
    /// When it failed.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Why, in words for people, where that is known.
    pub words: Option<String>,
}
