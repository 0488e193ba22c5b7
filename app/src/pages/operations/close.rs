//! Asks why before letters are closed.

use leptos::{prelude::*, task::spawn_local};

use super::list::Letters;
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Tone, use_toasts},
    texts::use_texts,
};

/// The question; open while letters are held.
#[component]
pub(super) fn CloseDialog(letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    // stays while the dialog closes, so that the words don't change under the reader's eyes
    let count = RwSignal::new(1);
    Effect::new(move |_| {
        if let Some(held) = letters.closing.get() {
            count.set(held.len());
            reason.set(String::new());
            wrong.set(None);
            open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            letters.closing.set(None);
        }
        is_open
    });
    let confirm = move || {
        let Some(held) = letters.closing.get_untracked() else {
            return;
        };
        letters.busy.set(true);
        spawn_local(async move {
            let result = api::close_dead_letters(held, reason.get_untracked()).await;
            letters.busy.try_set(false);
            let t = texts.now();
            match result {
                Ok(closed) => {
                    open.try_set(false);
                    let tone = if closed == 0 { Tone::Neutral } else { Tone::Good };
                    toasts.say(tone, (t.letters.closed_done)(closed));
                }
                Err(error) => match error.about("reason") {
                    Some(_) => {
                        wrong.try_set(Some(error.words(t)));
                    }
                    None => toasts.say(Tone::Bad, error.words(t)),
                },
            }
            letters.refresh();
        });
    };
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Primary glyph=Glyph::Close busy=letters.busy on:click=move |_| confirm()>
                {texts.say(|t| t.letters.close)}
            </Button>
        }
    };
    view! {
        <Dialog open title=Signal::derive(move || (texts.get().letters.close_title)(count.get())) id="letters-close" footer>
            <form class="form" on:submit=move |event| { event.prevent_default(); confirm(); }>
                <p>{texts.say(|t| t.letters.close_text)}</p>
                <Field
                    label=texts.signal(|t| t.letters.reason)
                    name="letter-reason"
                    value=reason
                    hint=texts.signal(|t| t.letters.reason_hint)
                    error=wrong
                    autofocus=true
                />
            </form>
        </Dialog>
    }
    .into_any()
}
