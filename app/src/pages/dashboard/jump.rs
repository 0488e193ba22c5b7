//! The ways to the page's parts, under the filters: it is long, and what it is for stands at its end.

use leptos::prelude::*;

use crate::{
    pages::jump::jump,
    texts::{FigureTexts, OutcomeTexts, use_texts},
};

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
    jump(
        [
            Some((NOW, Signal::derive(move || words().now_title))),
            Some((SERVICE, Signal::derive(move || words().jump_service))),
            technical.then(|| (TECHNICAL, Signal::derive(move || words().jump_technical))),
            commercial.then(|| (COMMERCIAL, Signal::derive(move || outcomes().commercial))),
            financial.then(|| (FINANCIAL, Signal::derive(move || outcomes().financial))),
            Some((GOALS, Signal::derive(move || words().jump_goals))),
        ]
        .into_iter()
        .flatten(),
    )
}
