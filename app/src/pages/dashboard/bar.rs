//! What the figures are of: kept in the address, so that a link shows the same.

use enlace_domain::{QueueKey, view::InsightAsk};
use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    texts::use_texts,
};

fn address(path: &str, ask: InsightAsk) -> String {
    match ask.queue {
        Some(queue) => format!("{path}?days={}&queue={}", ask.days, queue.as_str()),
        None => format!("{path}?days={}", ask.days),
    }
}

/// Days, queue, and the same figures as a file.
#[component]
pub(super) fn Bar(ask: Memo<InsightAsk>) -> impl IntoView {
    let texts = use_texts();
    let span = move |days: u16| {
        view! {
            <a
                class="chip"
                href=move || address("/dashboard", InsightAsk { days, ..ask.get() })
                aria-current=move || (ask.get().days == days).then_some("true")
            >
                {move || (texts.get().insight.span)(days)}
            </a>
        }
    };
    let queue = move |queue: Option<QueueKey>| {
        view! {
            <a
                class="chip"
                href=move || address("/dashboard", InsightAsk { queue, ..ask.get() })
                aria-current=move || (ask.get().queue == queue).then_some("true")
            >
                {move || queue.map_or(texts.get().insight.all_queues, |queue| (texts.get().common.queue)(queue))}
            </a>
        }
    };
    view! {
        <nav class="dashboard-bar" aria-label=texts.say(|t| t.insight.filters)>
            <div class="dashboard-chips">{InsightAsk::SPANS.map(span).collect_view()}</div>
            <div class="dashboard-chips">
                {queue(None)}
                {QueueKey::ALL.iter().map(|key| queue(Some(*key))).collect_view()}
            </div>
            // a file and no page: the router must not take it
            <a class="button button-ghost" rel="external" download href=move || address("/dashboard.csv", ask.get())>
                <Icon glyph=Glyph::Document small=true/>
                {texts.say(|t| t.insight.export)}
            </a>
        </nav>
    }
    .into_any()
}
