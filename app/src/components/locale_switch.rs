//! Switches the language without losing what the page holds.

use leptos::prelude::*;

use crate::texts::{Locale, use_texts};

/// Two buttons of which one is pressed; each says its language's own name.
#[component]
pub fn LocaleSwitch() -> impl IntoView {
    let texts = use_texts();
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{texts.say(|t| t.frame.language)}</legend>
            {Locale::ALL
                .map(|locale| view! {
                    <button
                        type="button"
                        lang=locale.tag()
                        aria-pressed=move || if texts.locale() == locale { "true" } else { "false" }
                        on:click=move |_| texts.switch(locale)
                    >
                        {locale.name()}
                    </button>
                })
                .collect_view()}
        </fieldset>
    }
}
