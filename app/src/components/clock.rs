//! The clock of an answer that is due: it counts in place, by colour, icon and figures.

use enlace_domain::sla::{self, SlaState};
use leptos::prelude::*;
use time::OffsetDateTime;

use crate::{
    components::{Glyph, Icon},
    now::use_clock,
};

/// Counts down to `due_at` and on beyond it (`-1:12`); nothing is shown while nobody waits.
#[component]
pub fn SlaClock(
    /// Since when the subscriber waits.
    #[prop(into)]
    waiting_since: Signal<Option<OffsetDateTime>>,
    /// Until when an answer is due; `None` while the clock is paused.
    #[prop(into)]
    due_at: Signal<Option<OffsetDateTime>>,
) -> impl IntoView {
    let clock = use_clock();
    // Two memos, so that a tick touches only the pages' texts that change.
    let state = Memo::new(move |_| sla::state(waiting_since.get(), due_at.get(), clock.now()));
    let text = Memo::new(move |_| {
        due_at
            .get()
            .map(|due| sla::clock_text((due - clock.now()).whole_seconds()))
            .unwrap_or_default()
    });
    view! {
        <span class=move || format!("clock {}", class(state.get())) role="timer">
            {move || glyph(state.get()).map(|glyph| view! { <Icon glyph small=true/> })}
            {move || text.get()}
        </span>
    }
}

/// The class of a state, for whatever else stands in its colour.
#[must_use]
pub const fn class(state: SlaState) -> &'static str {
    match state {
        SlaState::Paused => "clock-paused",
        SlaState::InTime => "clock-in-time",
        SlaState::Soon => "clock-soon",
        SlaState::Late => "clock-late",
    }
}

const fn glyph(state: SlaState) -> Option<Glyph> {
    match state {
        SlaState::Paused | SlaState::InTime => None,
        SlaState::Soon => Some(Glyph::Clock),
        SlaState::Late => Some(Glyph::Late),
    }
}
