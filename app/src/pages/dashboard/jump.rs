//! The ways to the page's parts, under the filters: it is long, and what it is for stands at its end.

use leptos::prelude::*;

use crate::texts::{FigureTexts, OutcomeTexts, use_texts};

/// Where this moment stands.
pub(super) const NOW: &str = "now";
/// Where the figures of the service begin.
pub(super) const SERVICE: &str = "service";
/// Where faults stand.
pub(super) const TECHNICAL: &str = "technical";
/// Where sales stand.
pub(super) const COMMERCIAL: &str = "commercial";
/// Where payments stand.
pub(super) const FINANCIAL: &str = "financial";
/// Where the goals stand.
pub(super) const GOALS: &str = "goals";

/// The ways to the parts that are there.
#[component]
pub(super) fn Jump(technical: bool, commercial: bool, financial: bool) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let outcomes = move || OutcomeTexts::of(texts.locale());
    // the browser's own jump: it moves the keyboard along, and no address but its fragment changes
    let way = |part: &'static str, name: Signal<&'static str>| {
        view! { <a href=format!("#{part}") rel="external" class="chip">{move || name.get()}</a> }
    };
    view! {
        <nav class="dashboard-jump dashboard-chips" aria-label=move || words().jump>
            {way(NOW, Signal::derive(move || words().now_title))}
            {way(SERVICE, Signal::derive(move || words().jump_service))}
            {technical.then(|| way(TECHNICAL, Signal::derive(move || words().jump_technical)))}
            {commercial.then(|| way(COMMERCIAL, Signal::derive(move || outcomes().commercial)))}
            {financial.then(|| way(FINANCIAL, Signal::derive(move || outcomes().financial)))}
            {way(GOALS, Signal::derive(move || words().jump_goals))}
        </nav>
    }
    .into_any()
}
