//! The frame of a table: it scrolls sideways by itself where the page is narrow.

use leptos::prelude::*;

/// A `<table>` in its frame; the children are `<thead>` and `<tbody>`. Figures go into cells of class `r`.
#[component]
pub fn Table(
    /// What it lists, for screen readers and above the rows.
    #[prop(into)]
    caption: Signal<String>,
    /// The caption is read aloud but not shown.
    #[prop(optional)]
    caption_hidden: bool,
    /// Head and body.
    children: Children,
) -> impl IntoView {
    view! {
        // whoever has no mouse scrolls it by the arrows
        <div class="table-frame" tabindex="0">
            <table class="table">
                <caption class:visually-hidden=caption_hidden>{caption}</caption>
                {children()}
            </table>
        </div>
    }
    .into_any()
}
