//! Sending an answer: shown at once, stored once, never lost on the way.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{draft, open::Opened, unsent};
use crate::{
    api,
    components::{Toasts, Tone},
    error::AppError,
    texts::LocaleHandle,
};

/// Sends what is in the composer under a new key and empties it: a second press finds nothing to send.
pub(super) fn send(opened: Opened, now: time::OffsetDateTime, texts: LocaleHandle, toasts: Toasts) {
    let text = opened.text.get_untracked().trim().to_owned();
    if text.is_empty() {
        return;
    }
    let key = Uuid::new_v4();
    opened.text.set(String::new());
    draft::forget(opened.id);
    unsent::keep(opened, key, &text, now);
    opened.thread.update(|thread| thread.send(key, text.clone(), now));
    opened.sent.update(|count| *count += 1);
    post(opened, key, text, texts, toasts);
}

/// Sends one that did not get through again, under its own key.
pub(super) fn try_again(opened: Opened, key: Uuid, texts: LocaleHandle, toasts: Toasts) {
    if let Some(text) = opened.thread.try_update(|thread| thread.try_again(key)).flatten() {
        post(opened, key, text, texts, toasts);
    }
}

/// Puts one that did not get through back into the composer, before what stands there.
pub(super) fn edit(opened: Opened, key: Uuid) {
    if let Some(text) = opened.thread.try_update(|thread| thread.take_back(key)).flatten() {
        unsent::settle(opened, key);
        opened.text.update(|standing| *standing = together(&text, standing));
    }
}

fn post(opened: Opened, key: Uuid, text: String, texts: LocaleHandle, toasts: Toasts) {
    spawn_local(deliver(opened, key, text, texts, toasts));
}

/// Asks the server to store one that is shown already, and shows what came of it.
pub(super) async fn deliver(opened: Opened, key: Uuid, text: String, texts: LocaleHandle, toasts: Toasts) {
    match api::send_reply(opened.id, key, text.clone()).await {
        Ok(message) => {
            unsent::settle(opened, key);
            opened.thread.try_update(|thread| thread.confirm(message));
        }
        // too late for free text: the words are a draft again, for when the subscriber has written
        Err(error @ AppError::WindowClosed) => {
            unsent::settle(opened, key);
            opened.thread.try_update(|thread| {
                thread.fail(key, String::new());
                thread.take_back(key)
            });
            let draft = together(&text, &draft::read(opened.id));
            draft::keep(opened.id, &draft);
            opened.text.try_set(draft);
            toasts.say(Tone::Bad, error.words(texts.now()));
        }
        Err(error) => {
            let words = error.words(texts.now());
            if opened
                .thread
                .try_update(|thread| thread.fail(key, words.clone()))
                .is_none()
            {
                // The page has gone on to another conversation: the words wait here as unsent.
                toasts.say(Tone::Bad, words);
            }
        }
    }
}

fn together(first: &str, then: &str) -> String {
    if then.trim().is_empty() {
        first.to_owned()
    } else {
        format!("{first}\n{then}")
    }
}
