//! The thread's messages. The list is laid out from its end (`column-reverse`): it opens at the newest message, stays
//! there while one is at the end, and keeps its place when older ones come in above.

use leptos::{html, prelude::*, task::spawn_local};
use time::OffsetDateTime;

use super::{bubble::ThreadRow, open::Opened};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Icon, Tone, use_toasts},
    now::use_clock,
    state::rows,
    texts::use_texts,
};

/// How far from the end still counts as being there, in pixels.
const AT_END: i32 = 80;
/// How near to the top older messages are fetched, in pixels.
const NEAR_TOP: i32 = 400;

/// The messages.
#[component]
pub(super) fn Messages(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let toasts = use_toasts();
    let thread = opened.thread;
    let rows = Memo::new(move |_| rows(&thread.read(), clock.zone()));
    let list = NodeRef::<html::Div>::new();
    let at_end = RwSignal::new(true);
    let news = RwSignal::new(false);
    let loading = RwSignal::new(false);

    let load_older = move || {
        let Some(before) = thread.with_untracked(|thread| thread.first_position().filter(|_| thread.has_older()))
        else {
            return;
        };
        if loading.try_update(|loading| std::mem::replace(loading, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let result = api::older_messages(opened.id, before).await;
            loading.try_set(false);
            match result {
                Ok((older, more)) => {
                    thread.try_update(|thread| thread.prepend(older, more));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let on_scroll = move |_| {
        let Some(list) = list.get_untracked() else { return };
        // counted from the end: 0 there, negative above
        let from_end = -list.scroll_top();
        let end = from_end < AT_END;
        if end != at_end.get_untracked() {
            at_end.set(end);
        }
        if end {
            news.set(false);
        }
        if list.scroll_height() - list.client_height() - from_end < NEAR_TOP {
            load_older();
        }
    };
    let to_end = move || {
        if let Some(list) = list.get_untracked() {
            list.set_scroll_top(0);
        }
        news.set(false);
    };
    let last = Memo::new(move |_| thread.with(|thread| thread.last_heard().map(|message| message.at)));
    let heard = RwSignal::new(false);
    Effect::new(move |before: Option<Option<OffsetDateTime>>| {
        let last = last.get();
        if before.is_some_and(|before| last > before) {
            heard.set(true);
            if !at_end.get_untracked() {
                news.set(true);
            }
        }
        last
    });
    Effect::new(move |before: Option<u32>| {
        let sent = opened.sent.get();
        if before.is_some_and(|before| before != sent) {
            to_end();
        }
        sent
    });

    view! {
        <div class="msgs-frame">
            <div class="msgs" node_ref=list on:scroll=on_scroll tabindex="0" role="region" aria-label=texts.say(|t| t.conversation.messages)>
                <div class="msgs-inner">
                    <Show when=move || thread.read().has_older()>
                        <div class="msgs-older">
                            <Button kind=ButtonKind::Ghost busy=loading on:click=move |_| load_older()>
                                {texts.say(|t| t.conversation.older)}
                            </Button>
                        </div>
                    </Show>
                    <For each=move || rows.get() key=|row| row.key() let:row>
                        <ThreadRow opened row/>
                    </For>
                </div>
            </div>
            <Show when=move || !at_end.get()>
                <button type="button" class="msgs-jump" class:msgs-jump-new=news on:click=move |_| to_end()>
                    <Icon glyph=Glyph::Down small=true/>
                    <span class:visually-hidden=move || !news.get()>
                        {move || {
                            let t = &texts.get().conversation;
                            if news.get() { t.jump } else { t.jump_end }
                        }}
                    </span>
                </button>
            </Show>
            <p class="visually-hidden" role="status">
                {move || {
                    let last = last.get();
                    (heard.get() && last.is_some())
                        .then(|| (texts.get().conversation.arrived)(&opened.card.read_untracked().name))
                }}
            </p>
        </div>
    }
    .into_any()
}
