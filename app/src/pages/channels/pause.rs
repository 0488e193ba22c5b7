//! Asks before a channel is paused or goes on, and says what becomes of what waits.

use leptos::{prelude::*, task::spawn_local};

use super::{
    list::Channels,
    page::{Asked, Shown, opens_with},
};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Glyph, Tone, use_toasts},
    texts::use_texts,
};

/// The question; open while a channel is held.
#[component]
pub(super) fn PauseDialog(channels: Channels, asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let held = asked.pausing;
    let open = opens_with(held);
    let busy = RwSignal::new(false);
    let channel = Shown::of(held);
    let was_active = Memo::new(move |_| channel.read(|channel| channel.active).unwrap_or(true));
    let waiting = move || {
        let id = channel.read(|channel| channel.id);
        id.and_then(|id| channels.find(id)).map_or(0, |channel| channel.waiting)
    };
    let title = Signal::derive(move || {
        let t = &texts.get().channels;
        let name = channel.name();
        if was_active.get() {
            (t.pause_title)(&name)
        } else {
            (t.resume_title)(&name)
        }
    });
    let confirm = move |_| {
        let Some(channel) = channel.now() else { return };
        let active = !channel.active;
        busy.set(true);
        channels.is_doing();
        spawn_local(async move {
            let result = api::set_channel_active(channel.id, active).await;
            busy.try_set(false);
            channels.is_doing();
            channels.refresh();
            let t = texts.now();
            match result {
                Ok(()) => {
                    open.try_set(false);
                    let done = if active {
                        t.channels.resumed_done
                    } else {
                        t.channels.paused_done
                    };
                    toasts.say(Tone::Good, done(&channel.name));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(t)),
            }
        });
    };
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            {move || {
                let glyph = if was_active.get() { Glyph::Paused } else { Glyph::Resume };
                view! {
                    <Button kind=ButtonKind::Primary glyph busy on:click=confirm>
                        {move || if was_active.get() { texts.get().channels.pause } else { texts.get().channels.resume }}
                    </Button>
                }
            }}
        }
    };
    view! {
        <Dialog open title id="channel-pause" footer>
            <p>{move || {
                let t = &texts.get().channels;
                if was_active.get() { (t.pause_text)(waiting()) } else { (t.resume_text)(waiting()) }
            }}</p>
        </Dialog>
    }
    .into_any()
}
