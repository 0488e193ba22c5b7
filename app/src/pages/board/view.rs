//! The board once it is known: filters, columns, selection and keys.

use enlace_domain::{ConversationId, ConversationStatus};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{
    announcements::Announcements,
    bar::FilterBar,
    column::BoardColumn,
    keys::KeysDialog,
    tabs::{ColumnTabs, in_front},
};
use crate::{
    components::{Button, ButtonKind, EmptyState, Glyph},
    live::use_live,
    now::use_clock,
    pages::{claiming::use_claim, keyboard::on_page_key},
    state::{Column, ColumnKey, Filter, Scope, Selection, Step, columns},
    texts::use_texts,
};

/// What the parts of the board share.
#[derive(Clone, Copy)]
pub(super) struct BoardView {
    /// What is set above the columns.
    pub(super) filter: RwSignal<Filter>,
    /// Whether the column of what is still being sorted is shown.
    pub(super) triage: RwSignal<bool>,
    /// The columns shown.
    pub(super) columns: Memo<Vec<Column>>,
    /// The card the keyboard is on.
    pub(super) selection: RwSignal<Selection>,
    /// Takes a conversation.
    pub(super) claim: Callback<ConversationId>,
}

/// The board.
#[component]
pub(super) fn Board() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let clock = use_clock();
    // By the queues and not by who is logged in, which a page reached from the log-in may learn later.
    let serves_queues = untrack(|| live.read(|board| board.queues().iter().any(|queue| queue.mine)));
    let filter = RwSignal::new(Filter {
        scope: if serves_queues { Scope::Mine } else { Scope::All },
        ..Filter::default()
    });
    let triage = RwSignal::new(false);
    let columns = Memo::new(move |_| live.read(|board| columns(board, &filter.read(), triage.get(), clock.now())));
    let selection = RwSignal::new(Selection::default());
    let board = BoardView {
        filter,
        triage,
        columns,
        selection,
        claim: use_claim(),
    };
    let filter_box = NodeRef::<leptos::html::Input>::new();
    let help = RwSignal::new(false);

    // The selection follows its card through every change of the order.
    Effect::new(move |_| {
        let settled = columns.with(|columns| selection.get_untracked().settled(columns));
        if settled != selection.get_untracked() {
            selection.set(settled);
        }
    });
    let navigate = use_navigate();
    on_page_key(move |key| {
        let step = match key {
            "j" | "ArrowDown" => Step::Down,
            "k" | "ArrowUp" => Step::Up,
            "h" | "ArrowLeft" => Step::Left,
            "l" | "ArrowRight" => Step::Right,
            _ => {
                return press(key, board, filter_box, help, |id| {
                    navigate(&format!("/conversations/{id}"), Default::default())
                });
            }
        };
        selection.set(columns.with_untracked(|columns| selection.get_untracked().moved(columns, step)));
        true
    });

    let keys = Memo::new(move |_| columns.with(|columns| columns.iter().map(|column| column.key).collect::<Vec<_>>()));
    let nothing_mine = move || keys.with(Vec::is_empty);
    let rail = NodeRef::<leptos::html::Div>::new();
    let here = RwSignal::new(0_usize);
    let on_scroll = move |_| {
        if let Some(place) = in_front(rail).filter(|place| *place != here.get_untracked()) {
            here.set(place);
        }
    };
    view! {
        <div class="board-page">
            <FilterBar board filter_box help/>
            <Show
                when=move || !nothing_mine()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Board
                        title=texts.signal(|t| t.board.no_queue_title)
                        text=texts.signal(|t| t.board.no_queue_text)
                    >
                        <Button
                            kind=ButtonKind::Primary
                            on:click=move |_| filter.update(|filter| filter.scope = Scope::All)
                        >
                            {texts.say(|t| t.board.see_all)}
                        </Button>
                    </EmptyState>
                }
            >
                <ColumnTabs board rail here/>
                <div class="board" class:board-with-triage=triage node_ref=rail on:scroll=on_scroll>
                    <For each=move || keys.get() key=|key| *key let:key>
                        <BoardColumn board key narrow={key == ColumnKey::Triage}/>
                    </For>
                </div>
            </Show>
            <Announcements/>
            <KeysDialog open=help/>
        </div>
    }
    .into_any()
}

/// Keys that are no steps; `true` where they did something.
fn press(
    key: &str,
    board: BoardView,
    filter_box: NodeRef<leptos::html::Input>,
    help: RwSignal<bool>,
    open: impl Fn(ConversationId),
) -> bool {
    let selected = board.selection.get_untracked().card();
    match (key, selected) {
        // A focused link or button answers to Enter by itself.
        ("Enter", Some(id)) if nothing_focused() => open(id),
        ("c", Some(id)) => board.claim.run(id),
        ("/", _) => {
            if let Some(input) = filter_box.get_untracked() {
                // An element that can't take focus keeps it where it is.
                let _ = input.focus();
            }
        }
        ("?", _) => help.set(true),
        ("Escape", Some(_)) => board.selection.set(Selection::default()),
        _ => return false,
    }
    true
}

fn nothing_focused() -> bool {
    document()
        .active_element()
        .is_none_or(|active| !active.matches("a, button, summary").unwrap_or(false))
}

/// Whether somebody may take it: nobody holds it and it is open.
pub(super) const fn is_free(status: ConversationStatus, held: bool) -> bool {
    status.is_open() && !held
}
