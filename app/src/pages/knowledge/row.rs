//! One article of the list.

use enlace_domain::{
    article::{ArticleState, Audience},
    view::ArticleRow,
};
use leptos::prelude::*;

use crate::{
    components::{Badge, Glyph, Icon, Tone},
    texts::use_texts,
};

/// From so many days before its end on, the list says when an article ends.
const SOON: i32 = 14;

/// The inside of one line: title and version, category, and how the article stands.
#[component]
pub(super) fn Row(row: ArticleRow, category: Signal<String>, may_edit: bool) -> impl IntoView {
    let texts = use_texts();
    let ends = row.days_left.filter(|days| *days <= SOON);
    let (state, version) = (row.state, row.version);
    view! {
        <b>{row.title}</b>
        {version.map(|version| view! {
            <span class="kb-row-version num">{move || (texts.get().knowledge().version)(version)}</span>
        })}
        <span class="kb-row-foot">
            {category}
            {(row.audience == Audience::Agents).then(|| view! {
                <span class="kb-row-lock" title=move || (texts.get().knowledge().audience)(Audience::Agents)>
                    <Icon glyph=Glyph::Lock small=true/>
                    <span class="visually-hidden">{move || (texts.get().knowledge().audience)(Audience::Agents)}</span>
                </span>
            })}
            <span class="kb-row-state">
                {match (ends, may_edit) {
                    (Some(days), _) if version.is_some() => view! {
                        <Badge tone=if days < 0 { Tone::Bad } else { Tone::Warn } glyph=Glyph::Clock>
                            {move || (texts.get().knowledge().expires)(days)}
                        </Badge>
                    }.into_any(),
                    (_, true) => {
                        let tone = match (state, version) {
                            (ArticleState::Published, _) => Tone::Good,
                            (ArticleState::InReview, _) => Tone::Warn,
                            (ArticleState::Draft, Some(_)) => Tone::Info,
                            (ArticleState::Draft, None) => Tone::Neutral,
                        };
                        let words = move || {
                            let t = texts.get().knowledge();
                            match (state, version) {
                                (ArticleState::Draft, Some(_)) => t.changed_since,
                                (state, _) => (t.state)(state),
                            }
                        };
                        view! { <Badge tone>{words}</Badge> }.into_any()
                    }
                    (_, false) => ().into_any(),
                }}
            </span>
        </span>
    }
    .into_any()
}
