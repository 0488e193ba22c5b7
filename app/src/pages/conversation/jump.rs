//! Going to the message that another one quotes, also where it is not loaded yet.

use std::time::Duration;

use enlace_domain::MessageId;
use leptos::{prelude::*, task::spawn_local};

use super::open::Opened;
use crate::{
    api,
    components::{Toasts, Tone},
    texts::LocaleHandle,
};

/// So long the message that was gone to stands out.
const SHOWN_FOR: Duration = Duration::from_secs(2);
/// So many pages of older messages are fetched on the way at most.
const PAGES: usize = 100;

/// What a bubble's element is known by.
pub(super) fn element_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// Shows the message; older ones are fetched until it is there.
pub(super) fn to_message(opened: Opened, id: MessageId, texts: LocaleHandle, toasts: Toasts) {
    spawn_local(async move {
        for _ in 0..PAGES {
            let next = opened.thread.try_with_untracked(|thread| {
                if thread.message(id).is_some() {
                    return Ok(());
                }
                Err(thread.first_position().filter(|_| thread.has_older()))
            });
            match next {
                // the page is gone
                None => return,
                Some(Ok(())) => return show(opened, id),
                Some(Err(None)) => break,
                Some(Err(Some(before))) => match api::older_messages(opened.id, before).await {
                    Ok((older, more)) => {
                        opened.thread.try_update(|thread| thread.prepend(older, more));
                    }
                    Err(error) => return toasts.say(Tone::Bad, error.words(texts.now())),
                },
            }
        }
        toasts.say(Tone::Warn, texts.now().conversation.quoted_gone.to_owned());
    });
}

/// Once the page has drawn it.
fn show(opened: Opened, id: MessageId) {
    opened.found.try_set(Some(id));
    request_animation_frame(move || {
        if let Some(bubble) = document().get_element_by_id(&element_id(id)) {
            bubble.scroll_into_view();
        }
    });
    set_timeout(
        move || {
            opened
                .found
                .try_update(|found| *found = found.filter(|found| *found != id));
        },
        SHOWN_FOR,
    );
}
