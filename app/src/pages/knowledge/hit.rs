//! What was found, in words: the passage with the question's words marked, and why it was found.

use enlace_domain::{article::Audience, view::KnowledgeHit};
use leptos::prelude::*;

use crate::{
    components::{Badge, Glyph, Tone},
    texts::use_texts,
};

/// The inside of one result.
#[component]
pub(in crate::pages) fn Hit(hit: KnowledgeHit) -> impl IntoView {
    let texts = use_texts();
    let (sense, words) = (hit.sense.map(|place| place.rank), hit.words.map(|place| place.rank));
    let files = hit.files.len();
    let agents_only = hit.audience == Audience::Agents;
    let passage = hit
        .excerpt
        .into_iter()
        .map(|span| {
            if span.marked {
                view! { <mark>{span.text}</mark> }.into_any()
            } else {
                span.text.into_any()
            }
        })
        .collect_view();
    view! {
        <b class="kb-hit-title">{hit.title}</b>
        {(!hit.heading.is_empty()).then(|| view! { <span class="kb-hit-heading">{hit.heading}</span> })}
        <span class="kb-hit-text">{passage}</span>
        <span class="kb-hit-why">
            {move || (texts.get().knowledge().why)(sense, words)}
            {(files > 0).then(|| view! {
                <Badge tone=Tone::Neutral glyph=Glyph::Attach>{move || (texts.get().knowledge().insert_files)(files)}</Badge>
            })}
            {agents_only.then(|| view! {
                <Badge tone=Tone::Warn glyph=Glyph::Lock>{move || (texts.get().knowledge().audience)(Audience::Agents)}</Badge>
            })}
        </span>
    }
    .into_any()
}
