//! The list of keys.

use leptos::prelude::*;

use crate::{
    components::{Dialog, Kbd},
    texts::{Texts, use_texts},
};

type Words = fn(&'static Texts) -> &'static str;

const KEYS: [(&[&str], Words); 7] = [
    (&["j", "k"], |t| t.board.key_column),
    (&["h", "l"], |t| t.board.key_sides),
    (&["Enter"], |t| t.board.key_open),
    (&["c"], |t| t.board.key_claim),
    (&["/"], |t| t.board.key_filter),
    (&["Ctrl K"], |t| t.board.key_search),
    (&["?"], |t| t.board.key_help),
];

/// Shows the keys of the board.
#[component]
pub(super) fn KeysDialog(open: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Dialog open title=texts.signal(|t| t.board.keys) id="board-keys">
            <dl class="keys">
                {KEYS.iter().map(|(keys, words)| {
                    let words = *words;
                    view! {
                        <dt>{keys.iter().map(|key| view! { <Kbd keys=*key/> }).collect_view()}</dt>
                        <dd>{move || words(texts.get())}</dd>
                    }
                }).collect_view()}
            </dl>
        </Dialog>
    }
    .into_any()
}
