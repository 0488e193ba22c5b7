//! Below a message that has not left yet: why, and since when.

use enlace_domain::MessageId;
use leptos::prelude::*;

use super::open::Opened;
use crate::{
    components::{Glyph, Icon},
    now::use_clock,
    state::HeldUp,
    texts::use_texts,
};

/// The line, for as long as something holds the message up.
#[component]
pub(super) fn WaitingLine(opened: Opened, id: MessageId) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let held_up = Memo::new(move |_| opened.thread.read().held_up(id));
    let words = move |held_up: HeldUp| {
        let texts = texts.get();
        match held_up {
            HeldUp::Behind => texts.conversation.waits_behind.to_owned(),
            HeldUp::By(waiting) => {
                let since = texts.format().hour(waiting.since, clock.zone());
                let since = (texts.conversation.waits_since)(&since);
                format!("{} ({since})", (texts.conversation.waits)(waiting.reason))
            }
        }
    };
    move || {
        held_up.get().map(|held_up| {
            view! {
                <div class="bubble-failure bubble-waits">
                    <Icon glyph=Glyph::Clock small=true/>
                    <span>{move || words(held_up)}</span>
                </div>
            }
        })
    }
}
