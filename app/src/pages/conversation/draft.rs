//! What was written and not sent, kept by this browser for each conversation.

use enlace_domain::ConversationId;

/// Keeps a draft; an empty one is forgotten.
pub(super) fn keep(id: ConversationId, text: &str) {
    store(&name(id), Some(text).filter(|text| !text.trim().is_empty()));
}

/// The draft, or nothing.
pub(super) fn read(id: ConversationId) -> String {
    stored(&name(id)).unwrap_or_default()
}

/// Forgets the draft.
pub(super) fn forget(id: ConversationId) {
    store(&name(id), None);
}

fn name(id: ConversationId) -> String {
    format!("enlace.draft.{id}")
}

/// What this browser keeps under a name.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser keeps anything")
)]
pub(super) fn stored(name: &str) -> Option<String> {
    #[cfg(feature = "hydrate")]
    return storage()?.get_item(name).ok().flatten();
    #[cfg(not(feature = "hydrate"))]
    None
}

/// Keeps something under a name, or forgets it. A browser that is out of room keeps nothing; what is on the page
/// stays.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser keeps anything")
)]
pub(super) fn store(name: &str, text: Option<&str>) {
    #[cfg(feature = "hydrate")]
    if let Some(storage) = storage() {
        let _ = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
    }
}

#[cfg(feature = "hydrate")]
fn storage() -> Option<web_sys::Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}
