//! What a provider sent and could not be taken in: read, and corrected.

use enlace_domain::view::LetterBody;
use leptos::{prelude::*, task::spawn_local};

use super::list::Letters;
use crate::{
    api,
    components::{Button, Glyph, Tone, use_toasts},
    texts::{LetterBodyTexts, use_texts},
};

/// The stored event of a letter, fetched when it is opened, for each look is written into the book. One that waits can be
/// corrected.
#[component]
pub(super) fn EventBody(
    /// Of which letter.
    letter: i64,
    /// Whether it still waits.
    waits: bool,
    letters: Letters,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = RwSignal::new(None::<LetterBody>);
    let on_its_way = RwSignal::new(false);
    // once fetched it stays, folded or not: somebody may be correcting it
    let toggle = move || {
        let opens = !open.get_untracked();
        open.set(opens);
        if !opens || on_its_way.get_untracked() || body.with_untracked(Option::is_some) {
            return;
        }
        on_its_way.set(true);
        spawn_local(async move {
            let result = api::dead_letter_body(letter).await;
            on_its_way.try_set(false);
            match result {
                Ok(read) => {
                    body.try_set(Some(read));
                }
                Err(error) => {
                    open.try_set(false);
                    toasts.say(Tone::Bad, error.words(texts.now()));
                }
            }
        });
    };
    let words = move |pick: fn(&LetterBodyTexts) -> &'static str| move || pick(LetterBodyTexts::of(texts.locale()));
    view! {
        <details class="letter-body" prop:open=move || open.get()>
            <summary on:click=move |event| { event.prevent_default(); toggle(); }>{words(|t| t.see)}</summary>
            <p>{words(|t| t.private)}</p>
            {move || body.get().map(|read| view! {
                {read.corrected.then(|| view! { <p>{words(|t| t.corrected)}</p> })}
                {if waits {
                    view! { <Mend letter text=read.text letters/> }.into_any()
                } else {
                    view! { <pre tabindex="0">{read.text}</pre> }.into_any()
                }}
            })}
        </details>
    }
    .into_any()
}

/// The text in a field of its own, and what runs it.
#[component]
fn Mend(letter: i64, text: String, letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let rows = text.lines().count().clamp(4, 20).to_string();
    let typed = RwSignal::new(text);
    let wrong = RwSignal::new(None::<String>);
    let field = format!("letter-text-{letter}");
    let error_id = format!("{field}-error");
    let described = error_id.clone();
    let words = move |pick: fn(&LetterBodyTexts) -> &'static str| move || pick(LetterBodyTexts::of(texts.locale()));
    let mend = move || {
        letters.busy.set(true);
        wrong.set(None);
        let text = typed.get_untracked();
        spawn_local(async move {
            let result = api::mend_dead_letter(letter, text).await;
            letters.busy.try_set(false);
            let t = LetterBodyTexts::of(texts.now().locale);
            match result {
                Ok(true) => toasts.say(Tone::Good, t.mended),
                Ok(false) => toasts.say(Tone::Neutral, t.gone),
                Err(error) => match error.about("body") {
                    Some(why) => {
                        wrong.try_set(Some(why.to_owned()));
                        return;
                    }
                    None => toasts.say(Tone::Bad, error.words(texts.now())),
                },
            }
            letters.refresh();
        });
    };
    view! {
        <label for=field.clone()>{words(|t| t.text)}</label>
        <textarea
            id=field
            class="input"
            rows=rows
            spellcheck="false"
            aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=move || typed.get()
            on:input=move |event| typed.set(event_target_value(&event))
        ></textarea>
        <p id=error_id role="alert" class="letter-wrong">
            {move || wrong.get().map(|why| view! { {words(|t| t.wrong)} " " <code>{why}</code> })}
        </p>
        <Button glyph=Glyph::Retry busy=letters.busy on:click=move |_| mend()>{words(|t| t.mend)}</Button>
    }
    .into_any()
}
