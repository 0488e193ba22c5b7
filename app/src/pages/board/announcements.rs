//! Tells those who hear the page of new urgent conversations, politely and seldom.

use std::collections::HashSet;

use enlace_domain::{ConversationStatus, Priority};
use leptos::prelude::*;

use crate::{live::use_live, now::use_clock, state::Announcer, texts::use_texts};

/// The live region.
#[component]
pub(super) fn Announcements() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let clock = use_clock();
    let announcer = StoredValue::new(Announcer::default());
    let news = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        let urgent: HashSet<_> = live.read(|board| {
            let mine: Vec<_> = board
                .queues()
                .iter()
                .filter(|queue| queue.mine)
                .map(|queue| queue.key)
                .collect();
            board
                .cards()
                .filter(|card| card.priority == Priority::URGENT && card.status == ConversationStatus::Waiting)
                .filter(|card| card.queue.is_some_and(|queue| mine.contains(&queue)))
                .map(|card| card.id)
                .collect()
        });
        let fresh = announcer
            .try_update_value(|announcer| announcer.look(urgent, clock.now_untracked()))
            .flatten();
        if fresh.is_some() {
            news.set(fresh);
        }
    });
    view! {
        <p class="visually-hidden" role="status">{move || news.get().map(texts.get().board.new_urgent)}</p>
    }
    .into_any()
}
