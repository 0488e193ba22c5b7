//! One conversation on the board: who, clock, what they said, why it matters, who holds it.

use enlace_domain::{
    ConversationId, CustomerStatus, Direction, MessageKind,
    sla::{self, SlaState},
    view::BoardCard,
};
use leptos::{prelude::*, web_sys::Element};

use super::view::{BoardView, is_free};
use crate::{
    components::{Avatar, AvatarSize, Badge, Glyph, Icon, Kbd, SlaClock, Tone},
    live::use_live,
    now::use_clock,
    pages::me::{my_id, use_me},
    state::due,
    texts::{Texts, use_texts},
};

/// A card of the board; nothing where the conversation has just left.
#[component]
pub(super) fn BoardCardView(board: BoardView, id: ConversationId) -> impl IntoView {
    use_live()
        .card(id)
        .map(|card| view! { <Card board id card=card.into()/> })
}

#[component]
fn Card(board: BoardView, id: ConversationId, card: Signal<BoardCard>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let live = use_live();
    let me = use_me();
    let selected = Memo::new(move |_| board.selection.read().card() == Some(id));
    let late = Memo::new(move |_| {
        let card = card.read();
        sla::state(card.waiting_since, card.due_at, clock.now()) == SlaState::Late
    });
    let name = Memo::new(move |_| card.read().name.clone());
    let held = Memo::new(move |_| card.read().assigned.clone());
    let free = Memo::new(move |_| is_free(card.read().status, card.read().assigned.is_some()));
    let paused = Memo::new(move |_| card.read().due_at.is_none());
    // those who hear the card are told the clock to the minute: its label is not written anew every second
    let minute = Memo::new(move |_| clock.now().unix_timestamp() / 60);
    let element = NodeRef::<leptos::html::A>::new();
    Effect::new(move |_| {
        if selected.get()
            && let Some(element) = element.get()
        {
            show(&element);
        }
    });
    view! {
        <li class="card-place">
            <a
                class="card"
                class:card-late=late
                class:card-selected=selected
                class:card-answered=paused
                href=format!("/conversations/{id}")
                aria-label=move || {
                    minute.track();
                    label(&card.read(), clock.now_untracked(), texts.get())
                }
                aria-current=move || selected.get().then_some("true")
                node_ref=element
            >
                <div class="card-who">
                    <Avatar name size=AvatarSize::Small/>
                    <b>{name}</b>
                    {move || if paused.get() {
                        let at = card.read().last_message_at;
                        view! {
                            <span class="card-time">
                                {move || texts.get().format().moment(at, clock.now(), clock.zone())}
                            </span>
                        }.into_any()
                    } else {
                        view! {
                            <SlaClock
                                waiting_since=Signal::derive(move || card.read().waiting_since)
                                due_at=Signal::derive(move || card.read().due_at)
                            />
                        }.into_any()
                    }}
                </div>
                <p class="card-said">
                    {move || kind_glyph(card.read().preview_kind).map(|glyph| view! { <Icon glyph small=true/> })}
                    {move || said(&card.read(), texts.get(), my_id(me))}
                </p>
                <div class="card-foot">
                    {move || reasons(&card.read(), texts.get())}
                    {move || held.get().map(|holder| {
                        let title = (texts.get().board.held_by)(&holder.name);
                        let online = move || live.online().iter().any(|person| person.id == holder.id);
                        view! {
                            <span class="card-holder">
                                <Avatar
                                    name=holder.name
                                    size=AvatarSize::Small
                                    title
                                    online=Signal::derive(online)
                                />
                            </span>
                        }
                    })}
                </div>
            </a>
            <Show when=move || free.get()>
                <button type="button" class="card-claim" tabindex="-1" on:click=move |_| board.claim.run(id)>
                    {texts.say(|t| t.board.claim)}
                    <Kbd keys="c"/>
                </button>
            </Show>
        </li>
    }
    .into_any()
}

/// Why it matters.
fn reasons(card: &BoardCard, texts: &'static Texts) -> impl IntoView + use<> {
    let standing = card.customer.as_ref().and_then(|customer| match customer.status {
        CustomerStatus::Active => None,
        CustomerStatus::Suspended => Some((Tone::Warn, customer.status)),
        CustomerStatus::Cancelled => Some((Tone::Bad, customer.status)),
    });
    let plan = card.customer.as_ref().map(|customer| customer.plan.clone());
    let city = card
        .customer
        .as_ref()
        .map(|customer| customer.city.clone())
        .filter(|city| !city.is_empty());
    view! {
        {card.unsent.then(|| view! { <Badge tone=Tone::Bad glyph=Glyph::Warning>{texts.board.unsent}</Badge> })}
        {card.escalated.then(|| view! { <Badge tone=Tone::Bad glyph=Glyph::Raised>{texts.board.raised}</Badge> })}
        {standing.map(|(tone, status)| view! { <Badge tone>{(texts.common.customer_status)(status)}</Badge> })}
        {match plan {
            Some(plan) => view! { <Badge>{plan}</Badge> }.into_any(),
            None => view! { <Badge tone=Tone::Info>{texts.board.new_contact}</Badge> }.into_any(),
        }}
        {city.map(|city| view! { <span class="card-city">{city}</span> })}
    }
}

/// The last message, with who said it where it wasn't the subscriber.
pub(in crate::pages) fn said(card: &BoardCard, texts: &'static Texts, me: Option<enlace_domain::PersonId>) -> String {
    let words = if card.preview.trim().is_empty() {
        (texts.board.kind)(card.preview_kind)
    } else {
        &card.preview
    };
    match card.preview_direction {
        Direction::Outbound => {
            let mine = me.is_some() && card.assigned.as_ref().map(|person| person.id) == me;
            let who = if mine {
                capital(texts.common.you)
            } else {
                texts.board.ours.to_owned()
            };
            format!("{who}: {words}")
        }
        Direction::Inbound | Direction::System => words.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The drawing of what is no text.
pub(in crate::pages) const fn kind_glyph(kind: MessageKind) -> Option<Glyph> {
    match kind {
        MessageKind::Text | MessageKind::Interactive | MessageKind::Button | MessageKind::System => None,
        MessageKind::Image | MessageKind::Sticker | MessageKind::Video => Some(Glyph::Picture),
        MessageKind::Audio => Some(Glyph::Audio),
        MessageKind::Document => Some(Glyph::Document),
        MessageKind::Location => Some(Glyph::Place),
        MessageKind::Contacts => Some(Glyph::Person),
        MessageKind::Reaction => Some(Glyph::Spark),
        MessageKind::Unsupported => Some(Glyph::Info),
    }
}

/// The card in one sentence, for those who hear it.
fn label(card: &BoardCard, now: time::OffsetDateTime, texts: &'static Texts) -> String {
    let t = &texts.board;
    let clock = match due(card, now) {
        None => t.answered.to_owned(),
        Some(due) if due.state == SlaState::Late => (t.late_by)(due.text.trim_start_matches('-')),
        Some(due) => (t.due_in)(&due.text),
    };
    let holder = card
        .assigned
        .as_ref()
        .map_or_else(|| t.unheld.to_owned(), |person| (t.held_by)(&person.name));
    let plan = card
        .customer
        .as_ref()
        .map_or(t.new_contact, |customer| customer.plan.as_str());
    let said = said(card, texts, None);
    let unsent = card.unsent.then_some(t.unsent);
    [card.name.as_str(), &clock]
        .into_iter()
        .chain(unsent)
        .chain([said.as_str(), plan, &holder])
        .collect::<Vec<_>>()
        .join(", ")
}

/// Brings a card into view without moving more than needed.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser scrolls")
)]
fn show(element: &Element) {
    #[cfg(feature = "hydrate")]
    {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
