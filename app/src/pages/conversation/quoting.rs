//! Answering one message: the button at its bubble, and the bar above the field.

use enlace_domain::{
    DeliveryStatus, Direction, message,
    view::{Quoted, ThreadMessage},
};
use leptos::prelude::*;

use super::{attached::quoted_words, open::Opened};
use crate::{
    components::{Glyph, Icon},
    texts::use_texts,
};

/// The message as an answer names it; `None` where it can't be answered: the channel shows no quotes, or the message has
/// not left.
pub(super) fn quotable(opened: Opened, message: &ThreadMessage) -> Option<Quoted> {
    let has_left = match message.direction {
        Direction::Inbound => true,
        Direction::Outbound => matches!(
            message.status,
            DeliveryStatus::Sent | DeliveryStatus::Delivered | DeliveryStatus::Read
        ),
        Direction::System => false,
    };
    let quotes = opened.means.with_value(|means| means.quote);
    (quotes && has_left).then(|| Quoted {
        id: Some(message.id),
        direction: Some(message.direction),
        kind: Some(message.kind),
        preview: message::preview(&message.body),
        elsewhere: None,
    })
}

/// The button at a bubble.
#[component]
pub(super) fn ReplyButton(opened: Opened, quoted: Quoted) -> impl IntoView {
    let texts = use_texts();
    view! {
        <button
            type="button"
            class="bubble-reply"
            title=texts.say(|t| t.files.reply)
            on:click=move |_| opened.quoting.set(Some(quoted.clone()))
        >
            <Icon glyph=Glyph::Reply small=true label=texts.signal(|t| t.files.reply)/>
        </button>
    }
    .into_any()
}

/// What is being answered, above the field.
#[component]
pub(super) fn QuotingBar(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    move || {
        opened.quoting.get().map(|quoted| {
            let ours = quoted.direction == Some(Direction::Outbound);
            let who = move || {
                let t = &texts.get().files;
                let name = opened.card.read().name.clone();
                (t.replying)(if ours { t.you } else { &name })
            };
            view! {
                <div class="quoting">
                    <Icon glyph=Glyph::Reply small=true/>
                    <span class="quoting-words">
                        <b>{who}</b>
                        <small>{move || quoted_words(&quoted, texts.get())}</small>
                    </span>
                    <button
                        type="button"
                        class="tray-button"
                        aria-label=texts.say(|t| t.files.stop_replying)
                        on:click=move |_| opened.quoting.set(None)
                    >
                        <Icon glyph=Glyph::Close small=true/>
                    </button>
                </div>
            }
        })
    }
}
