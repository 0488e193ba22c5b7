//! What becomes of a channel's answers while its provider fails: they wait, or leave by the next number.

use enlace_domain::view::ChannelView;
use leptos::{prelude::*, task::spawn_local};

use super::list::Channels;
use crate::{
    api,
    components::{Tone, use_toasts},
    texts::use_texts,
};

/// The choice, with a sentence that says what it means now. Nothing where there is no other channel.
#[component]
pub(super) fn Switch(channel: Memo<ChannelView>, channels: Channels) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let id = channel.with_untracked(|channel| channel.id);
    let note = format!("switch-note-{id}");
    let described_by = note.clone();
    let allowed = Memo::new(move |_| channel.read().may_switch);
    let next = Memo::new(move |_| channel.read().next.and_then(|next| channels.find(next)));
    let sentence = move || {
        let t = &texts.get().channels;
        match next.get() {
            _ if !allowed.get() => t.switch_off.to_owned(),
            Some(next) => (t.switch_on)(&next.name, &next.address.for_people(), next.official),
            None => t.switch_nobody.to_owned(),
        }
    };
    let change = move |event| {
        let may_switch = event_target_checked(&event);
        channels.set_may_switch(id, may_switch);
        spawn_local(async move {
            let result = api::set_channel_switch(id, may_switch).await;
            channels.is_doing();
            channels.refresh();
            if let Err(error) = result {
                toasts.say(Tone::Bad, error.words(texts.now()));
            }
        });
    };
    let is_one_of_many = Memo::new(move |_| channels.count() > 1);
    move || {
        let (described_by, note) = (described_by.clone(), note.clone());
        is_one_of_many.get().then(|| {
            view! {
                <div class="channel-switch">
                    <label class="checkbox">
                        <input type="checkbox" aria-describedby=described_by prop:checked=allowed on:change=change/>
                        <span>
                            {texts.say(|t| t.channels.switch)}
                            <span class="visually-hidden">": "{move || channel.read().name.clone()}</span>
                        </span>
                    </label>
                    <p class="field-note" id=note>{sentence}</p>
                </div>
            }
        })
    }
}
