//! When a queue is open: two time fields for each weekday, and two more where it has a break.

use enlace_domain::opening::hours_field;
use leptos::{html, prelude::*};

use super::{
    form::Choice,
    week::{DayFields, SpanFields, WeekFields},
};
use crate::{
    components::{Button, ButtonKind, Glyph, bind},
    texts::{QueuesTexts, use_texts},
};

/// The fields of a week.
#[component]
pub(super) fn Hours(
    /// The queue's key: its fields are named by it.
    queue: &'static str,
    week: WeekFields,
    locked: Signal<bool>,
    /// The field that is wrong.
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || QueuesTexts::of(texts.locale());
    let none = Memo::new(move |_| problem.read().as_deref() == Some("hours"));
    view! {
        <fieldset class="queue-hours">
            <legend>{move || t().hours}</legend>
            {week.0.map(|day| view! { <Day queue day locked problem/> }).collect_view()}
            <p class="field-note" class:field-error=move || none.get() role=move || none.get().then_some("alert")>
                {move || if none.get() { t().no_hours } else { t().hours_note }}
            </p>
            <Show when=move || !locked.get()>
                <div>
                    <Button kind=ButtonKind::Ghost glyph=Glyph::Copy on:click=move |_| week.copy_monday()>
                        {move || t().copy_monday}
                    </Button>
                </div>
            </Show>
        </fieldset>
    }
    .into_any()
}

/// The fields of one weekday, and what is wrong with them.
#[component]
fn Day(queue: &'static str, day: DayFields, locked: Signal<bool>, problem: RwSignal<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let t = move || QueuesTexts::of(texts.locale());
    let DayFields {
        weekday,
        spans: [first, second],
        has_break,
    } = day;
    let name = Signal::derive(move || (t().weekday)(weekday));
    let wrong = Memo::new(move |_| problem.read().as_deref() == Some(hours_field(weekday)));
    let note = format!("{queue}-note-{weekday}");
    view! {
        <div class="queue-day" role="group" aria-label=move || name.get()>
            <b aria-hidden="true">{move || (t().short_weekday)(weekday)}</b>
            <Span queue weekday fields=first again=false locked wrong/>
            <Show when=move || has_break.get()>
                <Span queue weekday fields=second again=true locked wrong/>
            </Show>
            <Choice
                name=format!("{queue}-break-{weekday}")
                label=Signal::derive(move || t().split)
                value=has_break
                locked
                about=name
            />
            <p id=note class="field-note field-error" role=move || wrong.get().then_some("alert")>
                {move || wrong.get().then(|| t().hours_problem)}
            </p>
        </div>
    }
    .into_any()
}

/// The beginning and the end of a span.
#[component]
fn Span(
    queue: &'static str,
    weekday: i16,
    fields: SpanFields,
    /// Whether it is the one after the break.
    again: bool,
    locked: Signal<bool>,
    wrong: Memo<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || QueuesTexts::of(texts.locale());
    let [from, until] = fields;
    let place = if again { 2 } else { 1 };
    let field = move |name: &str, value: RwSignal<String>, label: Signal<String>| {
        let node_ref = NodeRef::<html::Input>::new();
        bind(node_ref, value.into(), move |typed| value.set(typed));
        view! {
            <input
                id=format!("{queue}-{name}-{weekday}-{place}")
                name=format!("{queue}-{name}-{weekday}-{place}")
                type="time"
                class="input"
                value=value.get_untracked()
                node_ref=node_ref
                aria-label=move || label.get()
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=move || wrong.get().then(|| format!("{queue}-note-{weekday}"))
                disabled=move || locked.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
    };
    let begins = Signal::derive(move || (t().from)((t().weekday)(weekday), again));
    let ends = Signal::derive(move || (t().until)((t().weekday)(weekday), again));
    view! {
        <span class="queue-span">
            {field("from", from, begins)}
            <span aria-hidden="true">"–"</span>
            {field("until", until, ends)}
        </span>
    }
    .into_any()
}
