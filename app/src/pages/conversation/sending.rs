//! Sending an answer: shown at once, stored once, never lost on the way.

use leptos::{prelude::*, task::spawn_local};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{draft, offering, open::Opened, tray, unsent};
use crate::{
    api,
    components::{Toasts, Tone},
    error::AppError,
    state::Outgoing,
    texts::LocaleHandle,
};

/// Sends what is in the composer, each message under a new key, and empties it: a second press finds nothing to send.
pub(super) fn send(opened: Opened, now: OffsetDateTime, texts: LocaleHandle, toasts: Toasts) {
    let text = opened.text.get_untracked().trim().to_owned();
    let mut all = Outgoing::all(&text, tray::take(opened), opened.quoting.get_untracked());
    let Some(last) = all.last_mut() else { return };
    // only words can have answers below them
    if last.file.is_none() {
        last.offered = offering::take(opened);
    }
    opened.text.set(String::new());
    opened.quoting.set(None);
    draft::forget(opened.id);
    send_these(opened, all, now, texts, toasts);
}

/// Sends these, in their order.
pub(super) fn send_these(opened: Opened, all: Vec<Outgoing>, now: OffsetDateTime, texts: LocaleHandle, toasts: Toasts) {
    let all: Vec<(Uuid, Outgoing)> = all.into_iter().map(|what| (Uuid::new_v4(), what)).collect();
    for (key, what) in &all {
        unsent::keep(opened, *key, what, now);
        opened.thread.update(|thread| thread.send(*key, what.clone(), now));
    }
    opened.sent.update(|count| *count += 1);
    spawn_local(async move {
        for (key, what) in all {
            deliver(opened, key, what, texts, toasts).await;
        }
    });
}

/// Sends one that did not get through again, under its own key.
pub(super) fn try_again(opened: Opened, key: Uuid, texts: LocaleHandle, toasts: Toasts) {
    if let Some(what) = opened.thread.try_update(|thread| thread.try_again(key)).flatten() {
        unsent::ask_again(opened, key);
        spawn_local(deliver(opened, key, what, texts, toasts));
    }
}

/// Puts one that did not get through back into the composer, before what stands there.
pub(super) fn edit(opened: Opened, key: Uuid) {
    if let Some(what) = opened.thread.try_update(|thread| thread.take_back(key)).flatten() {
        unsent::settle(opened, key);
        opened
            .text
            .update(|standing| *standing = together(&what.text, standing));
        put_back(opened, what);
    }
}

/// Asks the server to store one that is shown already, and shows what came of it.
pub(super) async fn deliver(opened: Opened, key: Uuid, what: Outgoing, texts: LocaleHandle, toasts: Toasts) {
    let Outgoing {
        text,
        file,
        place,
        quoted,
        offered,
    } = what.clone();
    let (file, quoted) = (file.map(|file| file.id), quoted.and_then(|quoted| quoted.id));
    match api::send_reply(opened.id, key, text, file, place, quoted, offered).await {
        Ok(message) => {
            unsent::settle(opened, key);
            opened.thread.try_update(|thread| thread.confirm(message));
        }
        // too late for anything but a template: it is a draft again, for when the subscriber has written
        Err(error @ AppError::WindowClosed) => {
            unsent::settle(opened, key);
            opened.thread.try_update(|thread| {
                thread.fail(key, String::new());
                thread.take_back(key)
            });
            let draft = together(&what.text, &draft::read(opened.id));
            draft::keep(opened.id, &draft);
            opened.text.try_set(draft);
            put_back(opened, what);
            toasts.say(Tone::Bad, error.words(texts.now()));
        }
        Err(error) => {
            if !error.may_pass() {
                unsent::refuse(opened, key, &error);
            }
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

/// Puts back what stands beside the words. A place is chosen again in a moment.
fn put_back(opened: Opened, what: Outgoing) {
    if let Some(file) = what.file {
        tray::put_back(opened, file);
    }
    if what.quoted.is_some() {
        opened.quoting.try_set(what.quoted);
    }
    if !what.offered.is_empty() {
        offering::put_back(opened, what.offered);
    }
}

fn together(first: &str, then: &str) -> String {
    if first.is_empty() {
        then.to_owned()
    } else if then.trim().is_empty() {
        first.to_owned()
    } else {
        format!("{first}\n{then}")
    }
}
