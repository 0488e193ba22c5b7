//! What is asked before a conversation goes to a colleague who has no page open: it would wait there unseen.

use enlace_domain::view::PersonRef;
use leptos::{html, prelude::*};

use super::open::Opened;
use crate::{
    components::{Button, ButtonKind, Glyph},
    texts::use_texts,
};

/// The question, which takes the keyboard when it comes, with its ways out: back to the choice, the queue, or on to the
/// colleague all the same.
#[component]
pub(super) fn AwayQuestion(
    opened: Opened,
    /// Who has no page open.
    person: PersonRef,
    /// Somebody else shall be chosen.
    on_back: Callback<()>,
    /// It shall be sent all the same.
    on_send: Callback<PersonRef>,
) -> impl IntoView {
    let texts = use_texts();
    let question = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let Some(question) = question.get() {
            // a line that can't take the focus leaves it where it is
            let _ = question.focus();
        }
    });
    let is_sorted = Memo::new(move |_| opened.card.read().queue.is_some());
    let is_held = Memo::new(move |_| opened.card.read().assigned.is_some());
    let name = person.name.clone();
    let to_queue = move |_| {
        opened.actions.transfer_open.set(false);
        // one that nobody holds is there already
        if is_held.get_untracked() {
            opened.actions.release.run(());
        }
    };
    view! {
        <div class="transfer">
            <p tabindex="-1" node_ref=question>{move || (texts.get().conversation.transfer_ask)(&name)}</p>
            <div class="merge-buttons">
                <Button kind=ButtonKind::Ghost on:click=move |_| on_back.run(())>{texts.say(|t| t.common.cancel)}</Button>
                <Show when=move || is_sorted.get()>
                    <Button glyph=Glyph::Board on:click=to_queue>
                        {move || {
                            let t = &texts.get().conversation;
                            if is_held.get() { t.transfer_to_queue } else { t.transfer_stay }
                        }}
                    </Button>
                </Show>
                <Button kind=ButtonKind::Primary on:click=move |_| on_send.run(person.clone())>
                    {texts.say(|t| t.conversation.transfer_anyway)}
                </Button>
            </div>
        </div>
    }
    .into_any()
}
