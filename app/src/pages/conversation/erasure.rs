//! Erasing what is known of a contact: the way to it, what is asked before, and what is left of the thread.

use enlace_domain::view::ERASE_WORD;
use leptos::{prelude::*, task::spawn_local};
use time::OffsetDateTime;

use super::open::{Opened, reload};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Icon},
    error::AppError,
    now::use_clock,
    pages::me::{my_role, use_me},
    texts::{ErasureTexts, use_texts},
};

/// The pane's part for those who may erase.
#[component]
pub(super) fn Erasure(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let t = move || ErasureTexts::of(texts.locale());
    let me = use_me();
    let may = Memo::new(move |_| my_role(me).may_erase());
    view! {
        <Show when=move || may.get()>
            <section>
                <h3>{move || t().title}</h3>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Lock on:click=move |_| opened.erase_open.set(true)>
                    {move || t().erase}
                </Button>
            </section>
        </Show>
    }
    .into_any()
}

/// What goes, what stays, and the word without which nothing happens.
#[component]
pub(super) fn ErasureDialog(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let t = move || ErasureTexts::of(texts.locale());
    let open = opened.erase_open;
    let word = RwSignal::new(String::new());
    let error = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            word.set(String::new());
            error.set(None);
        }
    });
    let unlike = Memo::new(move |_| word.read().trim() != ERASE_WORD);
    let wrong = Signal::derive(move || {
        let error = error.read();
        match error.as_ref()? {
            AppError::Invalid { allowed, .. } => Some(allowed.clone()),
            other => Some(other.words(texts.get())),
        }
    });
    let erase = move || {
        if unlike.get_untracked() || busy.try_update(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let result = api::erase_contact(opened.id, word.get_untracked()).await;
            busy.try_set(false);
            match result {
                Ok(_) => {
                    open.try_set(false);
                    reload(opened);
                }
                Err(why) => {
                    error.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <Dialog open title=Signal::derive(move || t().erase.to_owned()) id="erasure">
            <form
                class="transfer"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    erase();
                }
            >
                <p>{move || (t().ask)(&opened.card.read().name)}</p>
                <div class="verdict tone-bad">
                    <b><Icon glyph=Glyph::Warning small=true/>{move || t().goes_title}</b>
                    <p>{move || t().goes}</p>
                </div>
                <div class="verdict tone-info">
                    <b><Icon glyph=Glyph::Info small=true/>{move || t().stays_title}</b>
                    <p>{move || t().stays}</p>
                </div>
                <Field
                    label=Signal::derive(move || (t().word)(ERASE_WORD))
                    name="erasure-word"
                    value=word
                    autocomplete="off"
                    error=wrong
                />
                <div class="merge-buttons">
                    <Button kind=ButtonKind::Ghost on:click=move |_| open.set(false)>{move || t().back}</Button>
                    <Button kind=ButtonKind::Danger r#type="submit" busy disabled=unlike>{move || t().confirm}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// In the place where an answer is written: since when there is nothing to answer.
#[component]
pub(super) fn ErasedBar(at: OffsetDateTime) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let day = move || {
        let day = at.to_offset(clock.zone()).date();
        format!("{:02}/{:02}/{}", day.day(), u8::from(day.month()), day.year())
    };
    view! {
        <div class="composer composer-locked" role="status">
            <Icon glyph=Glyph::Lock/>
            <p>{move || (ErasureTexts::of(texts.locale()).erased)(&day())}</p>
        </div>
    }
    .into_any()
}

/// In the place of a message's words.
#[component]
pub(super) fn Gone() -> impl IntoView {
    let texts = use_texts();
    view! { <p class="bubble-text">{move || ErasureTexts::of(texts.locale()).gone}</p> }.into_any()
}
