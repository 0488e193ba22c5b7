//! The component sheet: every component in every state, public, for people and for the tests that photograph it.
//!
//! Shows sample words only; it asks the server nothing.

mod figures;
mod inputs;
mod notices;
mod overlays;
mod pieces;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{LocaleSwitch, ThemeSwitch},
    texts::{KitTexts, Texts, use_texts},
};

/// The sheet's own words in the language of these.
fn kit(texts: &Texts) -> &'static KitTexts {
    KitTexts::of(texts.locale)
}

/// A section: the anchor that tests and links use, and its heading.
type Section = (&'static str, fn(&'static Texts) -> &'static str);

const SECTIONS: [Section; 16] = [
    ("colours", |t| kit(t).colours),
    ("icons", |t| kit(t).icons),
    ("buttons", |t| kit(t).buttons),
    ("fields", |t| kit(t).fields),
    ("selects", |t| kit(t).selects),
    ("tabs", |t| kit(t).tabs),
    ("badges", |t| kit(t).badges),
    ("avatars", |t| kit(t).avatars),
    ("clocks", |t| kit(t).clocks),
    ("dialogs", |t| kit(t).dialogs),
    ("notices", |t| kit(t).notices),
    ("tooltips", |t| kit(t).tooltips),
    ("loading", |t| kit(t).loading),
    ("palette", |t| kit(t).palette),
    ("table", |t| kit(t).table),
    ("charts", |t| kit(t).charts),
];

/// `/kit`.
#[component]
pub fn KitPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=texts.say(|t| kit(t).title)/>
        <main class="kit">
            <header class="kit-head">
                <div>
                    <h1>{texts.say(|t| kit(t).title)}</h1>
                    <p>{texts.say(|t| kit(t).lead)}</p>
                </div>
                <div><LocaleSwitch/><ThemeSwitch/></div>
            </header>
            <nav class="kit-index" aria-label=texts.say(|t| kit(t).title)>
                {SECTIONS.map(|(id, name)| view! { <a href=format!("#{id}")>{move || name(texts.get())}</a> }).collect_view()}
            </nav>
            {SECTIONS
                .map(|(id, name)| view! {
                    <section class="kit-section" id=id>
                        <h2>{move || name(texts.get())}</h2>
                        {section(id)}
                    </section>
                })
                .collect_view()}
        </main>
    }
    .into_any()
}

fn section(id: &str) -> AnyView {
    match id {
        "colours" => pieces::colours().into_any(),
        "icons" => pieces::icons().into_any(),
        "buttons" => inputs::buttons().into_any(),
        "fields" => inputs::fields().into_any(),
        "selects" => inputs::selects().into_any(),
        "tabs" => pieces::tabs().into_any(),
        "badges" => pieces::badges().into_any(),
        "avatars" => pieces::avatars().into_any(),
        "clocks" => pieces::clocks().into_any(),
        "dialogs" => overlays::dialogs().into_any(),
        "notices" => notices::notices().into_any(),
        "tooltips" => notices::tooltips().into_any(),
        "loading" => notices::loading().into_any(),
        "palette" => overlays::palette().into_any(),
        "table" => figures::table().into_any(),
        _ => figures::charts().into_any(),
    }
}
