//! Who writes: the person behind a conversation's contact, and who else they may be.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ContactId, ConversationId, MergeId, Protocol, view::PersonRef};

/// A merge that holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeView {
    /// By this it is taken back.
    pub id: MergeId,
    /// The name of the contact that came along.
    pub name: String,
    /// What it is known by, as people read it.
    pub addresses: Vec<String>,
    /// Who merged; `None` where WhatsApp said that the number has changed.
    pub by: Option<PersonRef>,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Somebody who may be the same person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeCandidate {
    /// Whom to name when merging.
    pub contact: ContactId,
    /// The customer's name where there is one, else the one on WhatsApp.
    pub name: String,
    /// What the person is known by, as people read it.
    pub addresses: Vec<String>,
    /// The customer's plan, where it is one.
    pub plan: Option<String>,
    /// The newest conversation.
    pub conversation: ConversationId,
    /// Its number.
    pub protocol: Protocol,
    /// When anything was last said.
    #[serde(with = "time::serde::rfc3339")]
    pub last_message_at: OffsetDateTime,
    /// The number of their open conversation on the same channel: it stays open beside this one.
    pub open_here: Option<Protocol>,
}

/// Shows nobody's name and number: `Debug` may reach a log.
impl fmt::Debug for MergeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MergeView")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for MergeCandidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MergeCandidate")
            .field("contact", &self.contact)
            .finish_non_exhaustive()
    }
}
