//! The component sheet: every component in every state, public, for people and for the tests that photograph it.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::texts::use_texts;

/// `/kit`.
#[component]
pub fn KitPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=texts.say(|t| t.kit.title)/>
        <main class="kit"><h1>{texts.say(|t| t.kit.title)}</h1></main>
    }
}
