//! The head of a column: how the queue stands, before any card is read.

use enlace_domain::sla::SlaState;
use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon, sla_class},
    state::{Column, ColumnKey},
    texts::use_texts,
};

/// Name, count, the longest wait, the bar of clocks, the promise and how it is kept.
#[component]
pub(super) fn ColumnHead(key: ColumnKey, column: Memo<Option<Column>>, id: String) -> impl IntoView {
    let texts = use_texts();
    let name = move || {
        let texts = texts.get();
        match key {
            ColumnKey::Queue(queue) => (texts.common.queue)(queue),
            ColumnKey::Triage => texts.board.triage,
        }
    };
    // Only what is written: a second that changes no word redraws nothing.
    let count = Memo::new(move |_| column.read().as_ref().map_or(0, |column| column.cards.len()));
    let oldest = Memo::new(move |_| {
        let wait = column
            .read()
            .as_ref()
            .and_then(|column| Some((column.oldest_wait?, column.oldest_state)))?;
        Some((texts.get().format().span(wait.0), wait.1))
    });
    let shares = Memo::new(move |_| column.read().as_ref().map(|column| column.shares).unwrap_or_default());
    let promise = Memo::new(move |_| column.read().as_ref().and_then(|column| column.first_answer_minutes));
    view! {
        <header class="col-head">
            <div class="col-row">
                <h2 id=id>{name}</h2>
                <span class="col-count">{move || texts.get().format().count(i64::try_from(count.get()).unwrap_or(i64::MAX))}</span>
                {move || oldest.get().map(|(span, state)| {
                    let title = (texts.get().board.oldest_wait)(&span);
                    let label = title.clone();
                    let glyph = if state == SlaState::Late { Glyph::Late } else { Glyph::Clock };
                    view! {
                        <span class=format!("col-oldest clock {}", sla_class(state)) title=title>
                            <Icon glyph small=true label=label/>
                            {span}
                        </span>
                    }
                })}
            </div>
            <div
                class="sla-bar"
                role="img"
                aria-label=move || {
                    let shares = shares.get();
                    (texts.get().board.bar)(shares.in_time, shares.soon, shares.late)
                }
            >
                <i class="sla-fine" style:flex-grow=move || shares.read().in_time.to_string()></i>
                <i class="sla-soon" style:flex-grow=move || shares.read().soon.to_string()></i>
                <i class="sla-late" style:flex-grow=move || shares.read().late.to_string()></i>
            </div>
            <div class="col-meta">
                <span>{move || promise.get().map(|minutes| {
                    let texts = texts.get();
                    (texts.board.sla)(&(texts.common.minutes)(minutes))
                })}</span>
                <span>{move || {
                    let t = &texts.get().board;
                    shares.get().on_time_percent().map_or_else(|| t.nobody_waits.to_owned(), t.on_time)
                }}</span>
            </div>
        </header>
    }
    .into_any()
}
