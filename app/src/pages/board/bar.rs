//! The line above the columns: whose queues, what else, and how many.

use leptos::{ev, html, prelude::*};

use super::view::BoardView;
use crate::{
    components::{Button, ButtonKind, Glyph, Icon, Kbd, bind},
    live::use_live,
    now::use_clock,
    state::{Filter, Scope, Totals, totals},
    texts::use_texts,
};

/// Filters and figures.
#[component]
pub(super) fn FilterBar(board: BoardView, filter_box: NodeRef<html::Input>, help: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let clock = use_clock();
    let totals: Memo<Totals> = Memo::new(move |_| live.read(|board| totals(board, clock.now())));
    let online = Memo::new(move |_| live.online().len());
    let BoardView { filter, triage, .. } = board;

    bind(
        filter_box,
        Signal::derive(move || filter.read().text.clone()),
        move |typed| {
            filter.update(|filter| filter.text = typed);
        },
    );
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            filter.update(|filter| filter.text.clear());
            if let Some(input) = filter_box.get_untracked() {
                // An element that can't lose focus keeps it.
                let _ = input.blur();
            }
        }
    };
    view! {
        <div class="board-bar" role="group" aria-label=texts.say(|t| t.board.filters)>
            <Chip
                on=Signal::derive(move || filter.read().scope == Scope::Mine)
                count=Signal::derive(move || totals.read().mine)
                on_press=move || filter.update(|filter| filter.scope = Scope::Mine)
            >
                {texts.say(|t| t.board.mine)}
            </Chip>
            <Chip
                on=Signal::derive(move || filter.read().scope == Scope::All)
                on_press=move || filter.update(|filter| filter.scope = Scope::All)
            >
                {texts.say(|t| t.board.all)}
            </Chip>
            <span class="board-bar-rule"></span>
            <Chip
                on=Signal::derive(move || filter.read().unassigned)
                count=Signal::derive(move || totals.read().unassigned)
                on_press=move || filter.update(|filter| filter.unassigned = !filter.unassigned)
            >
                {texts.say(|t| t.board.unassigned)}
            </Chip>
            <Chip
                on=Signal::derive(move || filter.read().late)
                count=Signal::derive(move || totals.read().late)
                glyph=Glyph::Late
                on_press=move || filter.update(|filter| filter.late = !filter.late)
            >
                {texts.say(|t| t.board.late)}
            </Chip>
                <Chip
                    on=Signal::derive(move || filter.read().closing)
                    count=Signal::derive(move || totals.read().closing)
                    glyph=Glyph::Clock
                    title=texts.signal(|t| t.templates.closing_title)
                    on_press=move || filter.update(|filter| filter.closing = !filter.closing)
                >
                    {texts.say(|t| t.templates.closing)}
                </Chip>
            <Show when=move || triage.get() || totals.read().triage != 0>
                <Chip
                    on=triage
                    count=Signal::derive(move || totals.read().triage)
                    glyph=Glyph::Spark
                    title=texts.signal(|t| t.board.triage_title)
                    on_press=move || triage.update(|shown| *shown = !*shown)
                >
                    {texts.say(|t| t.board.triage)}
                </Chip>
            </Show>
            <label class="board-filter">
                <Icon glyph=Glyph::Filter small=true/>
                <input
                    type="search"
                    name="filter"
                    autocomplete="off"
                    node_ref=filter_box
                    aria-label=texts.say(|t| t.board.filter_words)
                    aria-keyshortcuts="/"
                    placeholder=texts.say(|t| t.board.filter_words_hint)
                    on:input=move |event| filter.update(|filter| filter.text = event_target_value(&event))
                    on:keydown=on_key
                />
                <Kbd keys="/"/>
            </label>
            <Show when=move || filter.read().narrows()>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Close
                    on:click=move |_| filter.update(|filter| {
                        *filter = Filter { scope: filter.scope, ..Filter::default() };
                    })
                >
                    {texts.say(|t| t.board.clear_filter)}
                </Button>
            </Show>
            <p class="board-totals">
                {move || {
                    let sum = totals.get();
                    (texts.get().board.totals)(sum.waiting, sum.in_progress, online.get())
                }}
            </p>
            <button
                type="button"
                class="board-help"
                aria-label=texts.say(|t| t.board.keys)
                aria-keyshortcuts="?"
                on:click=move |_| help.set(true)
            >
                <Kbd keys="?"/>
            </button>
        </div>
    }
    .into_any()
}

/// A filter that is pressed or not, with how many it would show.
#[component]
fn Chip(
    #[prop(into)] on: Signal<bool>,
    #[prop(optional, into)] count: Option<Signal<usize>>,
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(optional, into)] title: MaybeProp<String>,
    on_press: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="filter-chip"
            aria-pressed=move || if on.get() { "true" } else { "false" }
            title=move || title.get()
            on:click=move |_| on_press()
        >
            {glyph.map(|glyph| view! { <Icon glyph small=true/> })}
            {children()}
            {count.map(|count| view! { <b class="filter-count">{count}</b> })}
        </button>
    }
    .into_any()
}
