//! A chip: a word or a figure with a tone.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, Tone};

/// A small word that qualifies something.
#[component]
pub fn Badge(
    /// What its colour says.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Before the word.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The longer words behind it.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", tone.get().class()) title=move || title.get()>
            {glyph.map(|glyph| view! { <Icon glyph small=true/> })}
            {children()}
        </span>
    }
}
