//! Where an answer is written; where it can't be, the reason and the one thing that helps.

use enlace_domain::{
    PersonId,
    message::TEXT_LIMIT,
    view::{PersonRef, TransferTarget},
};
use leptos::{ev, html, prelude::*};

use super::{
    actions::allowed,
    answer::AnswerFinder,
    attendance::WritingToo,
    choosing::{AttachButton, pasted},
    draft,
    erasure::ErasedBar,
    offering::{self, OfferButton, Offering},
    open::Opened,
    quoting::QuotingBar,
    sending,
    template_instead::TemplateInstead,
    tray::{self, Tray},
    window::WindowLeft,
};
use crate::{
    components::{Button, ButtonKind, Glyph, Icon, bind, use_toasts},
    now::use_clock,
    pages::me::{my_id, use_me},
    texts::use_texts,
};

/// From how many characters on the count is shown.
const COUNT_FROM: usize = TEXT_LIMIT - 200;

/// Why nothing can be sent from here.
#[derive(Clone, Debug, PartialEq)]
enum Locked {
    Closed,
    Held(PersonRef),
}

/// What stands where an answer is written.
#[derive(Clone, Debug, PartialEq)]
enum Standing {
    Locked(Locked),
    Template,
    Text,
}

fn standing(opened: Opened, me: Option<PersonId>, closed: bool) -> Standing {
    let card = opened.card.read();
    if !card.status.is_open() {
        return Standing::Locked(Locked::Closed);
    }
    if let Some(holder) = card.assigned.as_ref().filter(|person| Some(person.id) != me) {
        return Standing::Locked(Locked::Held(holder.clone()));
    }
    if closed || opened.template_open.get() {
        Standing::Template
    } else {
        Standing::Text
    }
}

/// The composer.
#[component]
pub(super) fn Composer(opened: Opened) -> impl IntoView {
    let clock = use_clock();
    let me = use_me();
    let closed = Memo::new(move |_| !opened.window(clock.now()).allows_text());
    let standing = Memo::new(move |_| standing(opened, my_id(me), closed.get()));
    // whoever comes back from the templates goes on writing
    let comes_back = StoredValue::new(false);
    let erased = Memo::new(move |_| opened.around.read().erased_at);
    move || match standing.get() {
        Standing::Locked(Locked::Closed) if erased.get().is_some() => {
            erased.get().map(|at| view! { <ErasedBar at/> }).into_any()
        }
        Standing::Locked(lock) => view! { <LockedBar opened lock/> }.into_any(),
        Standing::Template => {
            comes_back.set_value(opened.template_open.get_untracked());
            view! { <TemplateInstead opened closed/> }.into_any()
        }
        Standing::Text => view! { <Writing opened takes_keyboard=comes_back.get_value()/> }.into_any(),
    }
}

#[component]
fn Writing(opened: Opened, takes_keyboard: bool) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let clock = use_clock();
    let text = opened.text;
    let field = NodeRef::<html::Textarea>::new();
    let length = Memo::new(move |_| text.read().trim().chars().count());
    let counted = Memo::new(move |_| length.get() >= COUNT_FROM);
    let over = Memo::new(move |_| length.get() > TEXT_LIMIT);
    let claims = Memo::new(move |_| opened.card.read().assigned.is_none());
    let waiting = Memo::new(move |_| tray::is_waiting(opened));
    let sendable = Memo::new(move |_| {
        let length = length.get();
        let sends = length > 0 || tray::has_files(opened);
        length <= TEXT_LIMIT && !waiting.get() && sends && offering::problem(opened, length, texts).is_none()
    });
    let finding = RwSignal::new(false);
    let on_answer = Callback::new(move |words: Option<String>| {
        finding.set(false);
        if let Some(words) = words {
            let written = text.with_untracked(|text| text.trim_end().to_owned());
            let whole = if written.is_empty() {
                words
            } else {
                format!("{written}\n\n{words}")
            };
            draft::keep(opened.id, &whole);
            text.set(whole);
            opened.attending.typed();
        }
        focus(field);
    });
    opened.writing.set(true);
    on_cleanup(move || {
        opened.writing.try_set(false);
    });
    let places = opened.means.with_value(|means| means.place);
    let send = move || {
        if sendable.get_untracked() {
            sending::send(opened, clock.now_untracked(), texts, toasts);
        }
        focus(field);
    };
    // whoever answers a message goes on writing
    Effect::new(move |before: Option<bool>| {
        let quoting = opened.quoting.read().is_some();
        if quoting && before == Some(false) {
            focus(field);
        }
        quoting
    });
    Effect::new(move |_| {
        if takes_keyboard && field.get().is_some() {
            focus(field);
        }
    });
    bind(field, text.into(), move |typed| {
        draft::keep(opened.id, &typed);
        text.set(typed);
    });
    // What was left here last time; only the browser knows.
    Effect::new(move |_| {
        if text.with_untracked(String::is_empty) {
            text.set(draft::read(opened.id));
        }
    });
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            send();
        }
        // in an empty field: a text may have one anywhere
        "/" if text.with_untracked(String::is_empty) => {
            event.prevent_default();
            finding.set(true);
        }
        "Escape" => {
            if let Some(field) = field.get_untracked() {
                // An element that can't lose focus keeps it.
                let _ = field.blur();
            }
        }
        _ => {}
    };
    view! {
        <form
            class="composer"
            class:composer-dragging=opened.dragging
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p class="composer-drop" aria-hidden="true">{texts.say(|t| t.files.drop)}</p>
            <WritingToo opened/>
            <QuotingBar opened/>
            <Tray opened/>
            <Offering opened/>
            <Show when=move || finding.get()>
                <AnswerFinder opened on_done=on_answer/>
            </Show>
            <textarea
                class="composer-text"
                name="text"
                rows="2"
                aria-label=texts.say(|t| t.conversation.composer)
                placeholder=texts.say(|t| t.conversation.composer)
                node_ref=field
                on:input=move |event| {
                    opened.attending.typed();
                    text.set(event_target_value(&event));
                    draft::keep(opened.id, &text.read_untracked());
                }
                on:keydown=on_key
                on:paste=move |event: ev::ClipboardEvent| pasted(opened, &event, texts, toasts)
            ></textarea>
            <div class="composer-bar">
                <AttachButton opened/>
                {places.then(|| view! {
                    <Button
                        kind=ButtonKind::Ghost
                        glyph=Glyph::Place
                        icon_only=true
                        title=texts.signal(|t| t.files.place)
                        on:click=move |_| opened.place_open.set(true)
                    >
                        {texts.say(|t| t.files.place)}
                    </Button>
                })}
                <OfferButton opened/>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Document
                    icon_only=true
                    title=texts.signal(|t| t.templates.use_one)
                    on:click=move |_| opened.template_open.set(true)
                >
                    {texts.say(|t| t.templates.use_one)}
                </Button>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Book
                    icon_only=true
                    title=Signal::derive(move || format!("{} (/)", texts.get().knowledge().insert_open))
                    on:click=move |_| finding.update(|finding| *finding = !*finding)
                >
                    {texts.say(|t| t.knowledge().insert_open)}
                </Button>
                <WindowLeft opened/>
                <span class="composer-hint">
                    {move || {
                        let t = &texts.get().conversation;
                        if let Some(problem) = offering::problem(opened, length.get(), texts) {
                            problem
                        } else if waiting.get() { texts.get().files.wait } else if claims.get() { t.sending_claims } else { t.enter_sends }
                    }}
                </span>
                <Show when=move || counted.get()>
                    <span class="composer-count" class:over=over role="status">
                        {move || {
                            let length = length.get();
                            if length > TEXT_LIMIT {
                                (texts.get().conversation.too_long)(length - TEXT_LIMIT)
                            } else {
                                format!("{length} / {TEXT_LIMIT}")
                            }
                        }}
                    </span>
                </Show>
                <Button
                    kind=ButtonKind::Primary
                    r#type="submit"
                    glyph=Glyph::Send
                    disabled=Signal::derive(move || !sendable.get())
                >
                    {texts.say(|t| t.conversation.send)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

fn focus(field: NodeRef<html::Textarea>) {
    if let Some(field) = field.get_untracked() {
        // An element that can't take focus keeps it where it is.
        let _ = field.focus();
    }
}

/// Why nothing can be written, and what helps.
#[component]
fn LockedBar(opened: Opened, lock: Locked) -> impl IntoView {
    let texts = use_texts();
    let me = use_me();
    let actions = opened.actions;
    let glyph = if matches!(lock, Locked::Held(_)) {
        Glyph::Person
    } else {
        Glyph::Lock
    };
    let reason = {
        let lock = lock.clone();
        move || {
            let t = &texts.get().conversation;
            match &lock {
                Locked::Closed => t.locked_closed.to_owned(),
                Locked::Held(person) => (t.locked_other)(&person.name),
            }
        }
    };
    let take_over = move || {
        if let Some(me) = me.get_untracked() {
            actions.transfer.run((TransferTarget::Person(me.id), me.name));
        }
    };
    let help = match lock {
        Locked::Closed => view! {
            <Button kind=ButtonKind::Primary glyph=Glyph::Undo keys="R" busy=actions.busy on:click=move |_| actions.reopen.run(())>
                {texts.say(|t| t.conversation.reopen)}
            </Button>
        }.into_any(),
        Locked::Held(_) => view! {
            <Show when=move || allowed(&opened.card.read(), me).transfer>
                <Button glyph=Glyph::Transfer on:click=move |_| take_over()>
                    {texts.say(|t| t.conversation.take_over)}
                </Button>
            </Show>
        }.into_any(),
    };
    view! {
        <div class="composer composer-locked" role="status">
            <Icon glyph/>
            <p>{reason}</p>
            {help}
        </div>
    }
    .into_any()
}
