//! Words that appear beside what they explain, for a pointer and for the keyboard.

use leptos::prelude::*;

/// Wraps something focusable; the words show while it is pointed at or focused. Never the only place of a fact.
#[component]
pub fn Tooltip(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// Stays shown: for the component sheet.
    #[prop(optional)]
    open: bool,
    /// What they explain.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="tip" class:tip-open=open>
            {children()}
            <span class="tip-bubble" role="tooltip">{text}</span>
        </span>
    }
    .into_any()
}
