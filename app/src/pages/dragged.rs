//! Files that are dragged over a page.

use leptos::ev;

/// Whether files are being dragged, rather than words. What is dropped may be taken: the browser is told.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a pointer")
)]
pub(in crate::pages) fn dragged(event: &ev::DragEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let types = event.data_transfer().map(|data| data.types());
        let has_files = types.is_some_and(|types| types.iter().any(|one| one == "Files"));
        if has_files {
            event.prevent_default();
        }
        has_files
    }
    #[cfg(not(feature = "hydrate"))]
    false
}
