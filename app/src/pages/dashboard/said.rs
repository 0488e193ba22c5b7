//! What one subscriber said, as a line of a list.

use enlace_domain::{SurveyKind, view::Said};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Badge, Button, Glyph, Tone, use_toasts},
    now::use_clock,
    texts::{VoiceTexts, use_texts},
};

/// What somebody said, with the way to the conversation; a low score also with the way off the list.
#[component]
pub(super) fn SaidLine(
    said: Said,
    /// Called when somebody has looked after it.
    #[prop(optional)]
    seen: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let toasts = use_toasts();
    let t = move || VoiceTexts::of(texts.locale());
    let busy = RwSignal::new(false);
    let id = said.conversation;
    let see = move |done: Callback<()>| {
        busy.set(true);
        spawn_local(async move {
            let result = api::see_score(id).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    let _ = done.try_run(());
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let most = *said.kind.scores().end();
    let tone = match (said.kind, said.score) {
        (SurveyKind::Satisfaction, 4..) | (SurveyKind::Recommending, 9..) => Tone::Good,
        (SurveyKind::Satisfaction, ..=2) | (SurveyKind::Recommending, ..=6) => Tone::Bad,
        _ => Tone::Warn,
    };
    let (score, at, queue) = (said.score, said.at, said.queue);
    let person = said.person;
    let about = move || {
        let texts = texts.get();
        let queue = queue.map(|queue| (texts.common.queue)(queue).to_owned());
        let person = person.clone().unwrap_or_else(|| t().automation.to_owned());
        let when = texts.format().moment(at, clock.now(), clock.zone());
        [queue, Some(person), Some(when)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let words = said.comment.clone();
    view! {
        <li>
            <Badge tone>{move || (t().score)(score, most)}</Badge>
            <span class="voice-words">
                {match words {
                    Some(words) => view! { <q>{words}</q> }.into_any(),
                    None => view! { <em>{move || t().no_comment}</em> }.into_any(),
                }}
                <small>{about}</small>
            </span>
            <span class="voice-ways">
                <a href=format!("/conversations/{id}")>{move || t().open}</a>
                {seen.map(|done| view! {
                    <Button glyph=Glyph::Check busy on:click=move |_| see(done)>{move || t().seen}</Button>
                })}
            </span>
        </li>
    }
    .into_any()
}
