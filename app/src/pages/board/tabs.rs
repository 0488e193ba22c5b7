//! On a phone: the columns' names above the one that is shown.

use leptos::{html, prelude::*};

use super::view::BoardView;
use crate::{
    state::{Column, ColumnKey},
    texts::use_texts,
};

/// One tab a column; the columns themselves snap when they are swiped.
#[component]
pub(super) fn ColumnTabs(board: BoardView, rail: NodeRef<html::Div>, here: RwSignal<usize>) -> impl IntoView {
    let texts = use_texts();
    let tabs = Memo::new(move |_| {
        let tab = |column: &Column| (column.key, column.cards.len(), column.shares.late > 0);
        board
            .columns
            .with(|columns| columns.iter().map(tab).collect::<Vec<_>>())
    });
    view! {
        <nav class="column-tabs" aria-label=texts.say(|t| t.board.columns)>
            {move || tabs.get().into_iter().enumerate().map(|(place, (key, count, late))| {
                let name = move || {
                    let texts = texts.get();
                    match key {
                        ColumnKey::Queue(queue) => (texts.common.queue)(queue),
                        ColumnKey::Triage => texts.board.triage,
                    }
                };
                view! {
                    <button
                        type="button"
                        class="column-tab"
                        class:column-tab-late=late
                        aria-current=move || (here.get() == place).then_some("true")
                        on:click=move |_| {
                            here.set(place);
                            go(rail, place);
                        }
                    >
                        {name} <b>{count}</b>
                    </button>
                }
            }).collect_view()}
        </nav>
    }
    .into_any()
}

/// Which column is in front after a swipe.
pub(super) fn in_front(rail: NodeRef<html::Div>) -> Option<usize> {
    let rail = rail.get_untracked()?;
    let columns = i32::try_from(rail.children().length())
        .ok()
        .filter(|columns| *columns > 0)?;
    let width = (rail.scroll_width() / columns).max(1);
    usize::try_from((rail.scroll_left() + width / 2) / width).ok()
}

/// Scrolls to a column.
fn go(rail: NodeRef<html::Div>, place: usize) {
    if let Some(rail) = rail.get_untracked() {
        let columns = rail.children();
        if let Some(column) = u32::try_from(place).ok().and_then(|place| columns.item(place)) {
            column.scroll_into_view();
        }
    }
}
