//! The ways to a long page's parts, at hand while it is read: what the page is for may stand at its end.

use leptos::prelude::*;

use crate::texts::{PagerTexts, use_texts};

/// The bar: the id of each part, and its words.
pub(super) fn jump(ways: impl IntoIterator<Item = (&'static str, Signal<&'static str>)>) -> AnyView {
    let texts = use_texts();
    // the browser's own jump: it moves the keyboard along, and no address but its fragment changes
    let way = |(part, name): (&'static str, Signal<&'static str>)| {
        view! { <a href=format!("#{part}") rel="external" class="chip">{move || name.get()}</a> }
    };
    view! {
        <nav class="page-jump dashboard-chips" aria-label=move || PagerTexts::of(texts.locale()).parts>
            {ways.into_iter().map(way).collect_view()}
        </nav>
    }
    .into_any()
}
