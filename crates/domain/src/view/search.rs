//! What the search box finds.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ConversationId, ConversationStatus, Protocol};

/// What is shown of what matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchFound {
    /// The first of them, in order.
    pub hits: Vec<SearchHit>,
    /// Whether others match besides.
    pub more: bool,
}

/// A conversation that matches by name, phone, contract or protocol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whose.
    pub name: String,
    /// Its number.
    pub protocol: Protocol,
    /// Where it stands.
    pub status: ConversationStatus,
    /// The last message's first line.
    pub preview: String,
    /// When that was.
    #[serde(with = "time::serde::rfc3339")]
    pub last_message_at: OffsetDateTime,
}
