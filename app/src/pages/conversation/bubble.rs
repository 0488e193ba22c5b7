//! The rows of a thread: days, bubbles, and what else comes from a file of its own.

use enlace_domain::{
    DeliveryStatus, Direction, MessageKind,
    view::{Author, ThreadMessage},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    attached::{Card, File, Place, QuotedLine},
    doubt::Doubt,
    erasure::Gone,
    jump::element_id,
    open::Opened,
    pending_bubble::PendingBubble,
    quiet_line::QuietLine,
    quoting::{ReplyButton, quotable},
    ticks::Ticks,
    waiting::WaitingLine,
};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Icon, Tone, use_toasts},
    now::use_clock,
    pages::{
        board::kind_glyph,
        me::{my_id, use_me},
    },
    state::{Reaction, Row},
    texts::use_texts,
};

/// One row.
#[component]
pub(super) fn ThreadRow(opened: Opened, row: Row) -> impl IntoView {
    match row {
        Row::Day(at, _) => view! { <Day at/> }.into_any(),
        Row::System(message, line) => view! { <QuietLine message line/> }.into_any(),
        Row::Message {
            message,
            first,
            reactions,
        } => view! { <Bubble opened message first reactions/> }.into_any(),
        Row::Pending(pending) => view! { <PendingBubble opened pending/> }.into_any(),
    }
}

#[component]
fn Day(at: time::OffsetDateTime) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let words = Memo::new(move |_| texts.get().format().day(at, clock.now(), clock.zone()));
    view! { <div class="day"><span>{words}</span></div> }.into_any()
}

/// A moment as machines read it.
pub(super) fn iso(at: time::OffsetDateTime) -> String {
    at.format(&time::format_description::well_known::Rfc3339)
        .unwrap_or_default()
}

/// A message.
#[component]
fn Bubble(opened: Opened, message: ThreadMessage, first: bool, reactions: Vec<Reaction>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let me = use_me();
    let ours = message.direction == Direction::Outbound;
    let automation = message.author == Author::Automation;
    let on_phone = message.author == Author::Phone;
    let colleague = match &message.author {
        Author::Person(person) => Some(person.clone()),
        _ => None,
    };
    let from = move || {
        if automation {
            return first.then(|| texts.get().conversation.automation.to_owned());
        }
        colleague
            .as_ref()
            .filter(|person| first && Some(person.id) != my_id(me))
            .map(|person| person.name.clone())
    };
    // of an erased contact nothing is left to read, to answer or to try again
    let erased = opened.around.with_untracked(|around| around.erased_at.is_some());
    // what was written on the phone never was ours to send
    let failed = !erased && !on_phone && message.status == DeliveryStatus::Failed;
    let undecided = !erased && message.undecided;
    let queued = !erased && ours && message.status == DeliveryStatus::Queued;
    let quotable = quotable(opened, &message).filter(|_| !erased);
    let reacted = !reactions.is_empty();
    let ThreadMessage {
        id,
        kind,
        body,
        choices,
        attached,
        status,
        error,
        at,
        written_at,
        ..
    } = message;
    let found = move || opened.found.get() == Some(id);
    let (edited, revoked) = (attached.edited_at.is_some(), attached.revoked_at.is_some());
    // what carries a file, a place or a card shows it; anything else without words says what it is
    let shown = !attached.media.is_empty() || attached.place.is_some() || !attached.contacts.is_empty();
    // the cards are what their file holds
    let files = if attached.contacts.is_empty() {
        attached.media
    } else {
        Vec::new()
    };
    view! {
        <div id=element_id(id) class="bubble" class:bubble-found=found class:bubble-ours=ours class:bubble-automation=automation class:bubble-failed=failed class:bubble-first=first class:bubble-revoked=revoked class:bubble-reacted=reacted>
            {move || from().map(|from| view! { <span class="bubble-from">{from}</span> })}
            {on_phone.then(|| view! { <span class="bubble-mark"><Icon glyph=Glyph::Phone small=true/>{texts.say(|t| t.conversation.on_phone)}</span> })}
            {attached.forwarded.then(|| view! { <span class="bubble-mark"><Icon glyph=Glyph::Right small=true/>{texts.say(|t| t.conversation.forwarded)}</span> })}
            {revoked.then(|| view! { <span class="bubble-mark"><Icon glyph=Glyph::Undo small=true/>{texts.say(move |t| if on_phone { t.conversation.revoked_on_phone } else { t.conversation.revoked })}</span> })}
            {attached.quoted.map(|quoted| view! { <QuotedLine opened quoted/> })}
            {files.into_iter().map(|file| view! { <File opened file kind ours/> }).collect_view()}
            {attached.place.map(|place| view! { <Place place/> })}
            {attached.contacts.into_iter().map(|card| view! { <Card card/> }).collect_view()}
            {if erased { view! { <Gone/> }.into_any() } else { view! { <Said kind body shown/> }.into_any() }}
            <Offered titles=choices.into_iter().map(|choice| choice.title).collect()/>
            <span class="bubble-foot">
                {written_at.map(|written| view! {
                    <span>{move || {
                        let texts = texts.get();
                        (texts.conversation.written_late)(&texts.format().moment(written, clock.now(), clock.zone()))
                    }}</span>
                })}
                {edited.then(|| view! { <span>{texts.say(|t| t.conversation.edited)}</span> })}
                <time datetime=iso(at)>{move || texts.get().format().hour(at, clock.zone())}</time>
                {ours.then(|| view! { <Ticks status/> })}
            </span>
            {quotable.map(|quoted| view! { <ReplyButton opened quoted/> })}
            {reacted.then(|| view! { <Reactions reactions/> })}
        </div>
        {failed.then(|| view! { <Failure opened id error/> })}
        {undecided.then(|| view! { <Doubt opened id/> })}
        {queued.then(|| view! { <WaitingLine opened id/> })}
    }
    .into_any()
}

/// The answers that a message offers.
#[component]
pub(super) fn Offered(titles: Vec<String>) -> impl IntoView {
    (!titles.is_empty()).then(|| {
        view! { <ul class="bubble-choices">{titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul> }
    })
}

/// What was put on a message.
#[component]
fn Reactions(reactions: Vec<Reaction>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <span class="bubble-reactions">
            {reactions.into_iter().map(|Reaction { emoji, ours }| {
                let spoken = emoji.clone();
                let words = move || (texts.get().files.reacted)(&spoken, ours);
                view! { <span role="img" title=words.clone() aria-label=words>{emoji}</span> }
            }).collect_view()}
        </span>
    }
    .into_any()
}

/// What a message says: its words, and what it is where nothing of it is `shown`.
#[component]
fn Said(kind: MessageKind, body: String, shown: bool) -> impl IntoView {
    let texts = use_texts();
    let words = (!body.is_empty()).then(|| view! { <p class="bubble-text">{body}</p> });
    let media = kind_glyph(kind).filter(|_| !shown).map(|glyph| {
        let name = move || {
            let texts = texts.get();
            if kind == MessageKind::Unsupported {
                texts.conversation.only_in_whatsapp
            } else {
                (texts.board.kind)(kind)
            }
        };
        view! { <span class="bubble-media"><Icon glyph/><span>{name}</span></span> }
    });
    view! { {media}{words} }.into_any()
}

/// Below a message that will not arrive: why, and what to do.
#[component]
fn Failure(opened: Opened, id: enlace_domain::MessageId, error: Option<String>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let clock = use_clock();
    // free text would be refused again: below the thread a template is offered
    let too_late = Memo::new(move |_| !opened.window(clock.now()).allows_text());
    let busy = RwSignal::new(false);
    let retry = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::retry_message(id).await;
            busy.try_set(false);
            match result {
                Ok(message) => {
                    opened.thread.try_update(|thread| thread.retried(message));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    view! {
        <div class="bubble-failure">
            <Icon glyph=Glyph::Warning small=true/>
            <span>{texts.say(|t| t.conversation.failed)}" "{error}</span>
            <Show
                when=move || too_late.get()
                fallback=move || view! {
                    <Button kind=ButtonKind::Ghost glyph=Glyph::Retry busy on:click=retry>
                        {texts.say(|t| t.conversation.retry)}
                    </Button>
                }
            >
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Document
                    on:click=move |_| opened.template_open.set(true)
                >
                    {texts.say(|t| t.templates.use_one)}
                </Button>
            </Show>
        </div>
    }
    .into_any()
}
