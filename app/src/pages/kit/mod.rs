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
    texts::{Texts, use_texts},
};

/// A section: the anchor that tests and links use, and its heading.
type Section = (&'static str, fn(&'static Texts) -> &'static str);

const SECTIONS: [Section; 16] = [
    ("colours", |t| t.kit.colours),
    ("icons", |t| t.kit.icons),
    ("buttons", |t| t.kit.buttons),
    ("fields", |t| t.kit.fields),
    ("selects", |t| t.kit.selects),
    ("tabs", |t| t.kit.tabs),
    ("badges", |t| t.kit.badges),
    ("avatars", |t| t.kit.avatars),
    ("clocks", |t| t.kit.clocks),
    ("dialogs", |t| t.kit.dialogs),
    ("notices", |t| t.kit.notices),
    ("tooltips", |t| t.kit.tooltips),
    ("loading", |t| t.kit.loading),
    ("palette", |t| t.kit.palette),
    ("table", |t| t.kit.table),
    ("charts", |t| t.kit.charts),
];

/// `/kit`.
#[component]
pub fn KitPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Title text=texts.say(|t| t.kit.title)/>
        <main class="kit">
            <header class="kit-head">
                <div>
                    <h1>{texts.say(|t| t.kit.title)}</h1>
                    <p>{texts.say(|t| t.kit.lead)}</p>
                </div>
                <div><LocaleSwitch/><ThemeSwitch/></div>
            </header>
            <nav class="kit-index" aria-label=texts.say(|t| t.kit.title)>
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
