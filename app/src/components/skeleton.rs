//! The shape of what is still loading.

use leptos::prelude::*;

use crate::texts::use_texts;

/// Grey lines in the place of text. Says once to screen readers that something loads.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{texts.say(|t| t.common.loading)}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}
