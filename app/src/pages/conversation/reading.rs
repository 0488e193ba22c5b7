//! Noting that the conversation was read to its end: when it is opened and when something comes in, while the page is
//! looked at.

use super::open::Opened;

/// Tells the desk as long as the page is open.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser is looked at")
)]
pub(super) fn follow(opened: Opened) {
    #[cfg(feature = "hydrate")]
    {
        use enlace_domain::Direction;
        use leptos::{ev, prelude::*, task::spawn_local};

        use crate::{api, pages::me::my_id};

        let last_heard = Memo::new(move |_| {
            opened.thread.with(|thread| {
                let mut messages = thread.messages().rev();
                messages
                    .find(|message| message.direction == Direction::Inbound)
                    .map(|message| message.id)
            })
        });
        // taking the conversation makes one's reading count
        let mine = Memo::new(move |_| {
            let holder = opened.card.read().assigned.as_ref().map(|person| person.id);
            holder.is_none() || holder == my_id(opened.me)
        });
        let told = StoredValue::new(None);
        let tell = move || {
            let seen = document().visibility_state() == web_sys::VisibilityState::Visible
                && document().has_focus() == Ok(true);
            let last = last_heard.get_untracked();
            if !seen || !mine.get_untracked() || last.is_none() || told.get_value() == last {
                return;
            }
            told.set_value(last);
            spawn_local(async move {
                // nothing hangs on it: the next message tries again
                if api::conversation_read(opened.id).await.is_err() {
                    told.try_set_value(None);
                }
            });
        };
        Effect::new(move |_| {
            last_heard.track();
            mine.track();
            tell();
        });
        Effect::new(move |_| {
            let listener = window_event_listener(ev::focus, move |_| tell());
            on_cleanup(move || listener.remove());
        });
    }
}
