//! What the desk stands on at this moment: each channel, and the rest in a word each.

use std::time::Duration;

use enlace_domain::view::{ChannelHealth, DeskHealth, Part, PartState};
use leptos::prelude::*;

use crate::{
    api,
    components::{Badge, Glyph, Tone},
    error::AppError,
    pages::{
        channel_state::{look, word},
        seen::is_seen,
    },
    texts::{HealthTexts, use_texts},
};

/// How often it is asked for again, while somebody looks.
const FRESH: Duration = Duration::from_secs(20);

/// How all of it fares, once the server has told.
pub(super) type Health = Resource<Result<DeskHealth, AppError>>;

/// Begins to ask: a page that also waits for figures does so first, so that both come at once.
pub(super) fn ask() -> Health {
    Resource::new(|| (), |()| api::desk_standing())
}

/// The list; where the server can't tell, that.
#[component]
pub(super) fn Standing(health: Health) -> impl IntoView {
    let texts = use_texts();
    let t = move || HealthTexts::of(texts.locale());
    Effect::new(move |_| {
        let again = move || {
            if is_seen() {
                health.refetch();
            }
        };
        if let Ok(timer) = set_interval_with_handle(again, FRESH) {
            on_cleanup(move || timer.clear());
        }
    });
    view! {
        <div class="now-standing">
            <h3>{move || t().title}</h3>
            <Transition>
                {move || Suspend::new(async move {
                    match health.await {
                        Ok(health) => view! { <All health/> }.into_any(),
                        Err(error) => view! { <p role="status">{move || error.words(texts.get())}</p> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn All(health: DeskHealth) -> impl IntoView {
    let texts = use_texts();
    let none = health.channels.is_empty();
    view! {
        <ul>
            {health.channels.into_iter().map(channel).collect_view()}
            {none.then(|| view! { <li><Badge tone=Tone::Warn>{move || HealthTexts::of(texts.locale()).no_channel}</Badge></li> })}
            {health.parts.into_iter().map(|(part, state)| self::part(part, state)).collect_view()}
        </ul>
    }
    .into_any()
}

fn channel(channel: ChannelHealth) -> impl IntoView {
    let texts = use_texts();
    let (state, waiting) = (channel.state, channel.waiting);
    let (tone, glyph) = look(state);
    view! {
        <li>
            <span>{channel.name}</span>
            <Badge tone glyph>{move || word(state, texts.get())}</Badge>
            {(waiting > 0).then(|| view! {
                <Badge tone=Tone::Warn glyph=Glyph::Clock>{move || (texts.get().channels.waiting)(waiting)}</Badge>
            })}
        </li>
    }
    .into_any()
}

fn part(part: Part, state: PartState) -> impl IntoView {
    let texts = use_texts();
    let t = move || HealthTexts::of(texts.locale());
    let (tone, glyph) = match state {
        PartState::Works(_) => (Tone::Good, Glyph::Check),
        PartState::Away => (Tone::Bad, Glyph::Warning),
        PartState::Moved(_) => (Tone::Warn, Glyph::Warning),
        PartState::NotSetUp => (Tone::Neutral, Glyph::Paused),
    };
    let because = move || match state {
        PartState::Away => Some((t().away)(part)),
        PartState::Moved(_) => Some(t().moved),
        PartState::Works(_) | PartState::NotSetUp => None,
    };
    view! {
        <li>
            <span>{move || (t().part)(part)}</span>
            <Badge tone glyph>{move || (t().state)(state)}</Badge>
            {move || because().map(|words| view! { <small>{words}</small> })}
        </li>
    }
    .into_any()
}
