//! Loads the letters, and shows those that wait or those that were closed.

use enlace_domain::view::LettersView;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{bar::Bar, card::LetterCard, close::CloseDialog, list::Letters};
use crate::{
    api,
    components::{EmptyState, Glyph, Skeleton, Tab, Tabs},
    pages::load_error::LoadError,
    texts::{ClassifierTexts, use_texts},
};

/// The tab of those that wait.
const OPEN: &str = "letters-open";
/// The tab of those that were closed.
const CLOSED: &str = "letters-closed";

/// `/operations`.
#[component]
pub fn OperationsPage() -> impl IntoView {
    let texts = use_texts();
    let loaded = Resource::new_blocking(|| (), |()| api::dead_letters());
    view! {
        <Title text=texts.say(|t| t.letters.title)/>
        <div class="letters-page">
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    let again = Callback::new(move |()| loaded.refetch());
                    match loaded.await {
                        Ok(view) => view! { <Loaded view/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Loaded(view: LettersView) -> impl IntoView {
    let texts = use_texts();
    let letters = Letters::new(view);
    letters.keep_fresh();
    let selected = RwSignal::new(OPEN);
    let waiting = Memo::new(move |_| usize::try_from(letters.open_count()).unwrap_or_default());
    let tabs = vec![
        Tab::new(OPEN, texts.signal(|t| t.letters.open)).counting(waiting),
        Tab::new(CLOSED, texts.signal(|t| t.letters.closed)),
    ];
    view! {
        <p class="letters-lead">
            {texts.say(|t| t.letters.lead)} " "
            <a href="/classifier">{move || ClassifierTexts::of(texts.get().locale).title}</a>
        </p>
        <Tabs label=texts.signal(|t| t.letters.views) tabs selected/>
        <Show when=move || selected.get() == OPEN fallback=move || view! { <Closed letters/> }>
            <Open letters/>
        </Show>
        <CloseDialog letters/>
    }
    .into_any()
}

#[component]
fn Open(letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let any = Memo::new(move |_| letters.open_count() > 0);
    let not_shown = Memo::new(move |_| letters.not_shown());
    view! {
        <div id="letters-open-panel" role="tabpanel" aria-labelledby="letters-open-tab" class="letters-panel">
            <Show
                when=move || any.get()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Check
                        title=texts.signal(|t| t.letters.none_title)
                        text=texts.signal(|t| t.letters.none_text)
                    />
                }
            >
                <Bar letters/>
                <ul class="letters">
                    <For each=move || letters.open() key=|letter| (letter.id, letter.failures) let:letter>
                        <LetterCard letter letters/>
                    </For>
                </ul>
                <Show when=move || { not_shown.get() > 0 }>
                    <p class="letters-lead">{move || (texts.get().letters.more)(not_shown.get())}</p>
                </Show>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Closed(letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let any = Memo::new(move |_| !letters.closed().is_empty());
    view! {
        <div id="letters-closed-panel" role="tabpanel" aria-labelledby="letters-closed-tab" class="letters-panel">
            <Show
                when=move || any.get()
                fallback=move || view! {
                    <EmptyState
                        glyph=Glyph::Empty
                        title=texts.signal(|t| t.letters.none_closed_title)
                        text=texts.signal(|t| t.letters.none_closed_text)
                    />
                }
            >
                <ul class="letters">
                    <For each=move || letters.closed() key=|letter| letter.id let:letter>
                        <LetterCard letter letters/>
                    </For>
                </ul>
            </Show>
        </div>
    }
    .into_any()
}
