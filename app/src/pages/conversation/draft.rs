//! What was written and not sent, kept by this browser for each conversation.

use enlace_domain::ConversationId;

use crate::pages::storage;

/// Keeps a draft; an empty one is forgotten.
pub(super) fn keep(id: ConversationId, text: &str) {
    storage::write(&name(id), Some(text).filter(|text| !text.trim().is_empty()));
}

/// The draft, or nothing.
pub(super) fn read(id: ConversationId) -> String {
    storage::read(&name(id)).unwrap_or_default()
}

/// Forgets the draft.
pub(super) fn forget(id: ConversationId) {
    storage::write(&name(id), None);
}

fn name(id: ConversationId) -> String {
    format!("enlace.draft.{id}")
}
