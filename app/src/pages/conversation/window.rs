//! How long free text may still be sent.

use enlace_domain::Window;
use leptos::prelude::*;
use time::OffsetDateTime;

use super::open::Opened;
use crate::{
    components::{Badge, Glyph, Tone},
    now::use_clock,
    texts::use_texts,
};

/// From how many minutes left on it is time to answer.
const SOON: i64 = 60;

impl Opened {
    /// The window at `now`, tracked.
    pub(super) fn window(self, now: OffsetDateTime) -> Window {
        if self.has_window {
            Window::until(self.card.read().window_closes_at, now)
        } else {
            Window::NotNeeded
        }
    }
}

/// The time left; nothing where the channel knows no window or it is closed.
#[component]
pub(super) fn WindowLeft(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let left = Memo::new(move |_| {
        let now = clock.now();
        opened.window(now).minutes_left(now)
    });
    move || {
        left.get().map(|minutes| {
            let t = &texts.get().templates;
            let tone = if minutes <= SOON { Tone::Warn } else { Tone::Neutral };
            let span = texts.get().format().span(minutes * 60);
            view! {
                <Badge tone glyph=Glyph::Clock title=t.window_title>
                    <span><span class="window-label">{t.window_left}" "</span>{span}</span>
                </Badge>
            }
        })
    }
}
