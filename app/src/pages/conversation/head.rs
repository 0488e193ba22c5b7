//! The head of a thread: who, under which number, whose, until when, and what can be done.

use leptos::prelude::*;

use super::{actions::allowed, attendance::Colleagues, open::Opened};
use crate::{
    components::{Avatar, Button, ButtonKind, Glyph, Icon, Menu, MenuItem, SlaClock},
    live::use_live,
    pages::me::{my_id, use_me},
    texts::use_texts,
};

/// The head.
#[component]
pub(super) fn ThreadHead(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let me = use_me();
    let Opened { card, actions, .. } = opened;
    let name = Memo::new(move |_| card.read().name.clone());
    let may = Memo::new(move |_| allowed(&card.read(), me));
    let queue = move || {
        let texts = texts.get();
        card.read()
            .queue
            .map_or(texts.conversation.no_queue, texts.common.queue)
    };
    let on = |press: Callback<()>| move |_| press.run(());
    view! {
        <header class="thread-head">
            <a class="thread-back" href="/conversations" aria-label=texts.say(|t| t.conversation.back)>
                <Icon glyph=Glyph::Back/>
            </a>
            <Avatar name/>
            <div class="thread-who">
                <h2>{name}</h2>
                <p>
                    <span class="num">{card.read_untracked().protocol.to_string()}</span>
                    " · "{queue}
                    <Holder opened/>
                </p>
            </div>
            <div class="thread-state">
                <SlaClock
                    waiting_since=Signal::derive(move || card.read().waiting_since)
                    due_at=Signal::derive(move || card.read().due_at)
                />
            </div>
            <div class="thread-actions">
                <Show when=move || may.read().claim>
                    <Button glyph=Glyph::Person keys="C" busy=actions.busy on:click=on(actions.claim)>
                        {texts.say(|t| t.conversation.claim)}
                    </Button>
                </Show>
                <Show when=move || may.read().transfer>
                    <Button glyph=Glyph::Transfer keys="T" on:click=move |_| actions.transfer_open.set(true)>
                        {texts.say(|t| t.conversation.transfer)}
                    </Button>
                </Show>
                <Show when=move || may.read().close>
                    <Button kind=ButtonKind::Primary glyph=Glyph::Check keys="E" busy=actions.busy on:click=on(actions.close)>
                        {texts.say(|t| t.conversation.close)}
                    </Button>
                </Show>
                <Show when=move || may.read().reopen && opened.around.read().erased_at.is_none()>
                    <Button kind=ButtonKind::Primary glyph=Glyph::Undo keys="R" busy=actions.busy on:click=on(actions.reopen)>
                        {texts.say(|t| t.conversation.reopen)}
                    </Button>
                </Show>
            </div>
            <Show when=move || may.read().release || may.read().transfer>
                <div class="thread-more">
                    <Menu label=texts.signal(|t| t.common.more) glyph=Glyph::More from_end=true>
                        <Show when=move || may.read().transfer>
                            <MenuItem glyph=Glyph::Transfer on_choose=Callback::new(move |()| actions.transfer_open.set(true))>
                                {texts.say(|t| t.conversation.transfer)}
                            </MenuItem>
                        </Show>
                        <Show when=move || may.read().release>
                            <MenuItem glyph=Glyph::Undo on_choose=actions.release>
                                {texts.say(|t| t.conversation.release)}
                            </MenuItem>
                        </Show>
                    </Menu>
                </div>
            </Show>
            <div class="thread-panel-button">
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Info
                    icon_only=true
                    on:click=move |_| opened.panel_open.update(|open| *open = !*open)
                >
                    {texts.say(|t| t.conversation.customer_button)}
                </Button>
            </div>
            <Colleagues opened/>
        </header>
    }
    .into_any()
}

/// Whose it is, where it isn't mine; my own is the rule and says nothing.
#[component]
fn Holder(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let (live, me) = (use_live(), use_me());
    move || {
        let t = &texts.get().conversation;
        let card = opened.card.read();
        if !card.status.is_open() {
            let closed = (texts.get().common.status)(card.status);
            return Some(view! { " · "<span class="thread-holder">{closed}</span> }.into_any());
        }
        match &card.assigned {
            Some(person) if Some(person.id) == my_id(me) => None,
            Some(person) => {
                let here = live.online().iter().any(|online| online.id == person.id);
                let words = (t.held_by)(&person.name);
                Some(view! { " · "<span class="thread-holder" class:here=here>{words}</span> }.into_any())
            }
            None => Some(view! { " · "<span class="thread-holder">{t.unheld}</span> }.into_any()),
        }
    }
}
