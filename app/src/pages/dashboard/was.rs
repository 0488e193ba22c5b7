//! What a figure was in the days it is compared with, small beside it; it leads to what was behind it then.

use enlace_domain::view::BehindAsk;
use leptos::prelude::*;

use super::behind::Lead;
use crate::texts::use_texts;

/// The figure before, named: nobody guesses what a second number is.
#[component]
pub(super) fn Was(
    /// In words.
    #[prop(into)]
    value: Signal<String>,
    /// What is behind the figure now; `None` of what no filter names.
    #[prop(into)]
    asked: Option<BehindAsk>,
) -> impl IntoView {
    let texts = use_texts();
    let words = move || (texts.get().insight.before)(&value.get());
    let said = match asked {
        Some(asked) => view! { <Lead asked=asked.earlier()>{words}</Lead> }.into_any(),
        None => view! { <span>{words}</span> }.into_any(),
    };
    view! { <small class="was">{said}</small> }.into_any()
}
