//! What can be done with many letters at once.

use leptos::prelude::*;

use super::list::Letters;
use crate::{
    components::{Button, Glyph, use_toasts},
    texts::use_texts,
};

/// Chooses all or none, and does one thing with the chosen.
#[component]
pub(super) fn Bar(letters: Letters) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let chosen = Memo::new(move |_| letters.chosen_count());
    let all = Memo::new(move |_| letters.open().len());
    let none = Signal::derive(move || chosen.get() == 0);
    view! {
        <div class="letters-bar">
            <label class="letter-check">
                <input
                    type="checkbox"
                    prop:checked=move || { chosen.get() > 0 && chosen.get() == all.get() }
                    prop:indeterminate=move || { chosen.get() > 0 && chosen.get() < all.get() }
                    on:change=move |event| letters.choose_all(event_target_checked(&event))
                />
                <span>{move || {
                    let t = &texts.get().letters;
                    if none.get() { t.choose_all.to_owned() } else { (t.chosen)(chosen.get()) }
                }}</span>
            </label>
            <Show when=move || !none.get()>
                <div class="letters-deeds">
                    <Button
                        glyph=Glyph::Retry
                        busy=letters.busy
                        on:click=move |_| letters.replay(letters.chosen(), texts, toasts)
                    >
                        {texts.say(|t| t.letters.replay)}
                    </Button>
                    <Button glyph=Glyph::Close on:click=move |_| letters.closing.set(Some(letters.chosen()))>
                        {texts.say(|t| t.letters.close)}
                    </Button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
