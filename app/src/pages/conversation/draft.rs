//! What was written and not sent, kept by this browser for each conversation.

use enlace_domain::ConversationId;

/// Keeps a draft; an empty one is forgotten.
pub(super) fn keep(id: ConversationId, text: &str) {
    if text.trim().is_empty() {
        forget(id);
    } else {
        #[cfg(feature = "hydrate")]
        if let Some(storage) = storage() {
            // A browser that is out of room keeps no draft; what is on the page stays.
            let _ = storage.set_item(&key(id), text);
        }
    }
}

/// The draft, or nothing.
pub(super) fn read(id: ConversationId) -> String {
    #[cfg(feature = "hydrate")]
    return storage()
        .and_then(|storage| storage.get_item(&key(id)).ok().flatten())
        .unwrap_or_default();
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        String::new()
    }
}

/// Forgets the draft.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser keeps drafts")
)]
pub(super) fn forget(id: ConversationId) {
    #[cfg(feature = "hydrate")]
    if let Some(storage) = storage() {
        // Nothing to forget is forgotten.
        let _ = storage.remove_item(&key(id));
    }
}

#[cfg(feature = "hydrate")]
fn storage() -> Option<web_sys::Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

#[cfg(feature = "hydrate")]
fn key(id: ConversationId) -> String {
    format!("enlace.draft.{id}")
}
