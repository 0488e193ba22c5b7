//! Whether somebody looks at the page: what is asked again and again is asked only then.

/// Whether the page is in front.
pub(super) fn is_seen() -> bool {
    #[cfg(feature = "hydrate")]
    return leptos::prelude::document().visibility_state() == web_sys::VisibilityState::Visible;
    #[cfg(not(feature = "hydrate"))]
    false
}
