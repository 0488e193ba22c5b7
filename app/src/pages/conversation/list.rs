//! The left pane: the conversations that are mine, or those that wait for anybody.

use enlace_domain::{ConversationId, ConversationStatus, sla, view::BoardCard};
use leptos::prelude::*;

use crate::{
    components::{Avatar, EmptyState, Glyph, Icon, Skeleton, SlaClock},
    live::use_live,
    now::use_clock,
    pages::{
        board::{kind_glyph, said},
        me::{my_id, use_me},
    },
    texts::use_texts,
};

/// How many waiting ones are listed; the queue shows them all.
const LISTED: usize = 60;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Mine,
    Waiting,
}

/// The list, with the open conversation marked.
#[component]
pub(super) fn ConversationList(#[prop(into)] current: Signal<Option<ConversationId>>) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let me = use_me();
    let tab = RwSignal::new(Tab::Mine);
    let mine = Memo::new(move |_| {
        let me = my_id(me);
        live.read(|board| {
            ordered(
                board
                    .cards()
                    .filter(|card| me.is_some() && card.assigned.as_ref().map(|person| person.id) == me),
            )
        })
    });
    let waiting = Memo::new(move |_| {
        live.read(|board| {
            let mine: Vec<_> = board
                .queues()
                .iter()
                .filter(|queue| queue.mine)
                .map(|queue| queue.key)
                .collect();
            let serves = |card: &&BoardCard| mine.is_empty() || card.queue.is_some_and(|queue| mine.contains(&queue));
            ordered(
                board
                    .cards()
                    .filter(|card| card.status == ConversationStatus::Waiting)
                    .filter(serves),
            )
        })
    });
    let ids = Memo::new(move |_| match tab.get() {
        Tab::Mine => mine.get(),
        Tab::Waiting => waiting.with(|ids| ids.iter().take(LISTED).copied().collect()),
    });
    let seeded = Memo::new(move |_| live.seeded());
    view! {
        <aside class="list" aria-label=texts.say(|t| t.conversation.list)>
            <div class="list-head">
                <TabButton tab own=Tab::Mine count=Signal::derive(move || mine.with(Vec::len))>
                    {texts.say(|t| t.conversation.mine)}
                </TabButton>
                <TabButton tab own=Tab::Waiting count=Signal::derive(move || waiting.with(Vec::len))>
                    {texts.say(|t| t.conversation.waiting)}
                </TabButton>
            </div>
            <Show when=move || seeded.get() fallback=|| view! { <div class="list-loading"><Skeleton lines=8/></div> }>
                <ul class="items">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <Item id current/>
                    </For>
                </ul>
                <Show when=move || ids.with(Vec::is_empty)><Nothing tab/></Show>
            </Show>
        </aside>
    }
    .into_any()
}

fn ordered<'a>(cards: impl Iterator<Item = &'a BoardCard>) -> Vec<ConversationId> {
    let mut cards: Vec<_> = cards.collect();
    cards.sort_by(|a, b| sla::urgency(a, b));
    cards.into_iter().map(|card| card.id).collect()
}

#[component]
fn TabButton(tab: RwSignal<Tab>, own: Tab, count: Signal<usize>, children: Children) -> impl IntoView {
    view! {
        <button
            type="button"
            class="filter-chip"
            aria-pressed=move || if tab.get() == own { "true" } else { "false" }
            on:click=move |_| tab.set(own)
        >
            {children()}
            <b class="filter-count">{count}</b>
        </button>
    }
    .into_any()
}

#[component]
fn Nothing(tab: RwSignal<Tab>) -> impl IntoView {
    let texts = use_texts();
    let title = Signal::derive(move || {
        let t = &texts.get().conversation;
        if tab.get() == Tab::Mine {
            t.none_mine_title
        } else {
            t.none_waiting_title
        }
        .to_owned()
    });
    let text = Signal::derive(move || {
        let t = &texts.get().conversation;
        if tab.get() == Tab::Mine {
            t.none_mine_text
        } else {
            t.none_waiting_text
        }
        .to_owned()
    });
    let keys = Signal::derive(move || {
        let t = &texts.get().conversation;
        (tab.get() == Tab::Mine).then(|| t.none_mine_keys.to_owned())
    });
    view! { <EmptyState glyph=Glyph::Empty title text keys/> }.into_any()
}

/// One conversation of the list; nothing where it has just left.
#[component]
fn Item(id: ConversationId, current: Signal<Option<ConversationId>>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let me = use_me();
    use_live().card(id).map(|card| {
        let card: Signal<BoardCard> = card.into();
        let name = Memo::new(move |_| card.read().name.clone());
        let paused = Memo::new(move |_| card.read().due_at.is_none());
        view! {
            <li>
                <a
                    class="item"
                    href=format!("/conversations/{id}")
                    aria-current=move || (current.get() == Some(id)).then_some("page")
                >
                    <Avatar name/>
                    <b>{name}</b>
                    {move || if paused.get() {
                        let at = card.read().last_message_at;
                        view! { <span class="item-time">{move || texts.get().format().moment(at, clock.now(), clock.zone())}</span> }.into_any()
                    } else {
                        view! {
                            <SlaClock
                                waiting_since=Signal::derive(move || card.read().waiting_since)
                                due_at=Signal::derive(move || card.read().due_at)
                            />
                        }.into_any()
                    }}
                    <p>
                        {move || kind_glyph(card.read().preview_kind).map(|glyph| view! { <Icon glyph small=true/> })}
                        {move || said(&card.read(), texts.get(), my_id(me))}
                    </p>
                </a>
            </li>
        }
    })
}
