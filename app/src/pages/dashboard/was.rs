//! What a figure was in the days it is compared with, small beside it.

use leptos::prelude::*;

use crate::texts::use_texts;

/// The figure before, named for those who hear the page.
#[component]
pub(super) fn Was(
    /// In words.
    #[prop(into)]
    value: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <small class="was">
            <span class="visually-hidden">{move || (texts.get().insight.before)(&value.get())}</span>
            <span aria-hidden="true">{value}</span>
        </small>
    }
    .into_any()
}
