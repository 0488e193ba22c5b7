//! What people wrote about, the most frequent first.

use enlace_domain::view::{BehindAsk, BehindFigure, Dashboard, Reason};
use leptos::prelude::*;

use super::{behind::Lead, dates::days_of, was::Was};
use crate::texts::{FigureTexts, reason_name, use_texts};

/// The panel of reasons: counts and shares, each with a bar of its share.
#[component]
pub(super) fn Reasons(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let reasons = figures.with_value(|figures| figures.reasons.clone());
    let all: i64 = reasons.iter().map(|(_, [count, _])| count).sum();
    let line = move |(reason, [count, before]): (Reason, [i64; 2])| {
        let asked = BehindAsk {
            reason: Some(reason),
            ..BehindAsk::of(figures.with_value(|figures| figures.ask.clone()), BehindFigure::Opened)
        };
        let share = enlace_domain::view::share(count, all).unwrap_or_default();
        view! {
            <li>
                <span>{move || reason_name(texts.get(), reason)}</span>
                <b>
                    {move || texts.get().format().percent(share)}
                    " "<small><Lead asked=asked.clone()>{move || texts.get().format().count(count)}</Lead></small>
                    " "<Was asked value=move || texts.get().format().count(before)/>
                </b>
                <i class="reason-bar" style:--share=format!("{share:.4}") aria-hidden="true"></i>
            </li>
        }
    };
    let note = move || {
        let days = figures.with_value(|figures| days_of(texts.get().format(), figures));
        format!("{days} · {}", FigureTexts::of(texts.locale()).reasons_note)
    };
    view! {
        <section class="panel panel-reasons">
            <header class="panel-head">
                <h2>{texts.say(|t| t.insight.reasons)}</h2>
                <p>{note}</p>
            </header>
            <ul class="reasons">{reasons.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
