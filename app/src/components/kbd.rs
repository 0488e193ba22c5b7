//! A key as it is printed on the keyboard.

use leptos::prelude::*;

/// A key, like `Ctrl K`. Hidden on phones and from screen readers (the control itself says `aria-keyshortcuts`).
#[component]
pub fn Kbd(
    /// What is printed on it.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    view! { <kbd class="kbd" aria-hidden="true">{keys}</kbd> }
}
