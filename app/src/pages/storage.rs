//! What this browser keeps beyond the page: one text under each name.

/// What this browser keeps under a name.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser keeps anything")
)]
pub(in crate::pages) fn read(name: &str) -> Option<String> {
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
pub(in crate::pages) fn write(name: &str, text: Option<&str>) {
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
