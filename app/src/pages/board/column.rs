//! One column. It draws its first cards only and the rest on demand, so that a board of thousands stays light.

use leptos::{html, prelude::*};

use super::{card::BoardCardView, head::ColumnHead, view::BoardView};
use crate::{
    components::{EmptyState, Glyph},
    state::{Column, ColumnKey},
    texts::use_texts,
};

/// How many cards are drawn at first, and how many more each time.
const PAGE: usize = 40;
/// How near to the end of what is drawn the next are drawn, in pixels.
const NEAR: i32 = 600;

/// A queue, or what is still being sorted.
#[component]
pub(super) fn BoardColumn(board: BoardView, key: ColumnKey, narrow: bool) -> impl IntoView {
    let texts = use_texts();
    let column: Memo<Option<Column>> = Memo::new(move |_| {
        board
            .columns
            .with(|columns| columns.iter().find(|column| column.key == key).cloned())
    });
    let shown = RwSignal::new(PAGE);
    let ids = Memo::new(move |_| {
        let shown = shown.get();
        column
            .read()
            .as_ref()
            .map(|column| column.cards.iter().take(shown).copied().collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let hidden = Memo::new(move |_| {
        column
            .read()
            .as_ref()
            .map_or(0, |column| column.cards.len())
            .saturating_sub(shown.get())
    });

    // A selection that walks beyond what is drawn draws more.
    Effect::new(move |_| {
        let selection = board.selection.get();
        let mine = column
            .read()
            .as_ref()
            .is_some_and(|column| selection.card().is_some_and(|card| column.cards.contains(&card)));
        if mine && selection.place().1 >= shown.get_untracked() {
            shown.set(selection.place().1 + PAGE / 2);
        }
    });
    let list = NodeRef::<html::Ol>::new();
    let on_scroll = move |_| {
        if let Some(list) = list.get_untracked()
            && hidden.get_untracked() > 0
            && list.scroll_top() + list.client_height() + NEAR > list.scroll_height()
        {
            shown.update(|shown| *shown += PAGE);
        }
    };
    let head_id = match key {
        ColumnKey::Queue(queue) => format!("column-{queue}"),
        ColumnKey::Triage => "column-triage".to_owned(),
    };
    let labelled_by = head_id.clone();
    view! {
        <section class="col" class:col-narrow=narrow aria-labelledby=labelled_by>
            <ColumnHead key column id=head_id/>
            <ol class="cards" node_ref=list on:scroll=on_scroll>
                <For each=move || ids.get() key=|id| *id let:id>
                    <BoardCardView board id/>
                </For>
                <Show when=move || hidden.get() != 0>
                    <li class="more">
                        <button type="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                            {move || (texts.get().board.more)(hidden.get().min(PAGE))}
                        </button>
                    </li>
                </Show>
                <Show when=move || ids.with(Vec::is_empty)>
                    <li class="col-empty"><Nothing board/></li>
                </Show>
            </ol>
        </section>
    }
    .into_any()
}

/// An empty column: nothing to do, or too narrow a filter.
#[component]
fn Nothing(board: BoardView) -> impl IntoView {
    let texts = use_texts();
    let narrowed = Memo::new(move |_| board.filter.read().narrows());
    let title = Signal::derive(move || {
        let t = &texts.get().board;
        if narrowed.get() {
            t.filtered_title
        } else {
            t.empty_title
        }
        .to_owned()
    });
    let text = Signal::derive(move || {
        let t = &texts.get().board;
        if narrowed.get() { t.filtered_text } else { t.empty_text }.to_owned()
    });
    view! { <EmptyState glyph=Glyph::Check title text/> }.into_any()
}
