//! Below a message that nothing can tell the fate of: whoever has asked the subscriber says what became of it.

use enlace_domain::{MessageId, view::ThreadMessage};
use leptos::{prelude::*, task::spawn_local};

use super::open::Opened;
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Icon, Tone, use_toasts},
    error::AppError,
    texts::use_texts,
};

/// The question, and its two answers.
#[component]
pub(super) fn Doubt(opened: Opened, id: MessageId) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let settled = move |result: Result<ThreadMessage, AppError>| {
        busy.try_set(false);
        match result {
            Ok(message) => {
                opened.thread.try_update(|thread| thread.retried(message));
            }
            Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
        }
    };
    let arrived = move |_| {
        busy.set(true);
        spawn_local(async move { settled(api::message_arrived(id).await) });
    };
    let again = move |_| {
        busy.set(true);
        spawn_local(async move { settled(api::send_message_again(id).await) });
    };
    view! {
        <div class="bubble-failure bubble-doubt">
            <Icon glyph=Glyph::Info small=true/>
            <span>{texts.say(|t| t.conversation.doubt)}</span>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Check busy on:click=arrived>
                {texts.say(|t| t.conversation.doubt_arrived)}
            </Button>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Retry busy on:click=again>
                {texts.say(|t| t.conversation.doubt_again)}
            </Button>
        </div>
    }
    .into_any()
}
