//! One channel of the list.

use enlace_domain::view::{ChannelStep, ChannelView};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    focus::focus,
    list::Channels,
    page::{Asked, Editing},
    standing::Standing,
    webhook::Webhook,
};
use crate::{
    api,
    components::{Badge, Button, ButtonKind, Glyph, Icon, Tone, use_toasts},
    texts::use_texts,
};

/// What it is, how it stands, and what can be done with it.
#[component]
pub(super) fn ChannelCard(
    channel: ChannelView,
    channels: Channels,
    asked: Asked,
    /// What is read aloud.
    said: RwSignal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let id = channel.id;
    let (official, webhook) = (channel.official, channel.webhook.clone());
    let channel = Memo::new(move |_| channels.find(id).unwrap_or_else(|| channel.clone()));
    let name = Memo::new(move |_| channel.read().name.clone());
    let number = Memo::new(move |_| channel.read().address.for_people());
    let active = Memo::new(move |_| channel.read().active);
    let place = Memo::new(move |_| channels.place(id));
    let count = Memo::new(move |_| channels.count());
    let step = move |step: ChannelStep, refocus: bool| {
        let Some(to) = channels.step(id, step) else { return };
        let t = &texts.now().channels;
        let all = count.get_untracked();
        said.set((t.moved)(&name.get_untracked(), to + 1, all));
        if refocus {
            // the button that was pressed may have been moved, or can't go further
            let at_end = to == 0 || to + 1 == all;
            let next = if (step == ChannelStep::Up) == at_end {
                "down"
            } else {
                "up"
            };
            focus(format!("{next}-{id}"));
        }
        let moves = channels.moves();
        if !moves.add(id, step) {
            return;
        }
        spawn_local(async move {
            while let Some((id, step)) = moves.first() {
                let result = api::move_channel(id, step).await;
                moves.answered();
                channels.is_doing();
                channels.refresh();
                if let Err(error) = result {
                    toasts.say(Tone::Bad, error.words(texts.now()));
                }
            }
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if !event.alt_key() {
            return;
        }
        let way = match event.key().as_str() {
            "ArrowUp" => ChannelStep::Up,
            "ArrowDown" => ChannelStep::Down,
            _ => return,
        };
        event.prevent_default();
        step(way, true);
    };
    let pausing = move |_| asked.pausing.set(Some(channel.get_untracked()));
    let trying = move |_| asked.trying.set(Some(channel.get_untracked()));
    let edit = move |_| {
        asked
            .editing
            .set(Some(Editing::Channel(Box::new(channel.get_untracked()))))
    };
    view! {
        <li class="channel" class:channel-off=move || !active.get() on:keydown=on_key>
            <div class="channel-order">
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Up
                    icon_only=true
                    disabled=Signal::derive(move || place.get() == 0)
                    attr:id=format!("up-{id}")
                    on:click=move |_| step(ChannelStep::Up, true)
                >
                    {move || (texts.get().channels.up)(&name.read())}
                </Button>
                <span class="num" title=move || (texts.get().channels.place)(place.get() + 1, count.get())>
                    {move || place.get() + 1}
                </span>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Down
                    icon_only=true
                    disabled=Signal::derive(move || place.get() + 1 == count.get())
                    attr:id=format!("down-{id}")
                    on:click=move |_| step(ChannelStep::Down, true)
                >
                    {move || (texts.get().channels.down)(&name.read())}
                </Button>
            </div>
            <div class="channel-what">
                <h2>{name}</h2>
                <p class="channel-number">{move || channel.read().provider_name.clone()}" · "<span class="num">{number}</span></p>
                {if official {
                    view! { <Badge tone=Tone::Info glyph=Glyph::Check>{texts.say(|t| t.channels.official)}</Badge> }.into_any()
                } else {
                    view! {
                        <Badge tone=Tone::Warn glyph=Glyph::Phone title=texts.signal(|t| t.channels.linked_title)>
                            {texts.say(|t| t.channels.linked)}
                        </Badge>
                    }
                    .into_any()
                }}
            </div>
            <Standing channel channels/>
            <Webhook id=format!("webhook-{id}") webhook/>
            <div class="channel-deeds">
                <Button glyph=Glyph::Send on:click=trying>
                    {texts.say(|t| t.channels.trial)}<Of name/>
                </Button>
                // the icon within the word: the button itself stays, and with it the keyboard
                <Button attr:id=format!("pause-{id}") on:click=pausing>
                    <span class="channel-toggle">
                        {move || {
                            let glyph = if active.get() { Glyph::Paused } else { Glyph::Resume };
                            view! { <Icon glyph small=true/> }
                        }}
                        {move || if active.get() { texts.get().channels.pause } else { texts.get().channels.resume }}
                    </span>
                    <Of name/>
                </Button>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Edit icon_only=true on:click=edit>
                    {move || (texts.get().channels.edit)(&name.read())}
                </Button>
            </div>
        </li>
    }
    .into_any()
}

/// Which channel a button is about, for those who hear it alone.
#[component]
fn Of(name: Memo<String>) -> impl IntoView {
    view! { <span class="visually-hidden">" "{name}</span> }
}
