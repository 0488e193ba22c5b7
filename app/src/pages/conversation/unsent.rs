//! What was sent and not yet confirmed, kept by this browser for each conversation: a page that is reloaded or closed
//! in the middle of a sending takes it up again under the same key, and the server stores it once.

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{draft, open::Opened, sending};
use crate::{components::Toasts, error::AppError, state::Outgoing, texts::LocaleHandle};

/// For how long a sending is taken up by itself; after that a person says whether it still holds.
const BY_ITSELF: Duration = Duration::minutes(10);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unsent {
    key: Uuid,
    /// What an older version kept, which knew words alone; or empty.
    #[serde(default)]
    text: String,
    #[serde(default)]
    what: Outgoing,
    at: OffsetDateTime,
}

/// Keeps one that is about to be sent.
pub(super) fn keep(opened: Opened, key: Uuid, what: &Outgoing, at: OffsetDateTime) {
    let Some(name) = name(opened) else { return };
    let mut all = read(&name);
    all.push(Unsent {
        key,
        text: String::new(),
        what: what.clone(),
        at,
    });
    write(&name, &all);
}

/// Forgets one that is stored, or that a person took back.
pub(super) fn settle(opened: Opened, key: Uuid) {
    let Some(name) = name(opened) else { return };
    let mut all = read(&name);
    let count = all.len();
    all.retain(|unsent| unsent.key != key);
    if all.len() != count {
        write(&name, &all);
    }
}

/// Takes up what an earlier page left unconfirmed, in its order.
pub(super) fn take_up(opened: Opened, now: OffsetDateTime, texts: LocaleHandle, toasts: Toasts) {
    let Some(name) = name(opened) else { return };
    let mut again = Vec::new();
    for Unsent { key, text, what, at } in read(&name) {
        let what = if text.is_empty() { what } else { text.as_str().into() };
        if opened.thread.with_untracked(|thread| thread.knows(key)) {
            settle(opened, key);
            continue;
        }
        opened.thread.update(|thread| thread.send(key, what.clone(), at));
        if now - at < BY_ITSELF {
            again.push((key, what));
        } else {
            let why = AppError::Offline.words(texts.now());
            opened.thread.update(|thread| thread.fail(key, why));
        }
    }
    spawn_local(async move {
        for (key, what) in again {
            sending::deliver(opened, key, what, texts, toasts).await;
        }
    });
}

fn read(name: &str) -> Vec<Unsent> {
    // what an older version wrote in another shape is none of ours
    draft::stored(name)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn write(name: &str, all: &[Unsent]) {
    let text = if all.is_empty() {
        None
    } else {
        serde_json::to_string(all).ok()
    };
    draft::store(name, text.as_deref());
}

/// Nobody sends what somebody else wrote in this browser.
fn name(opened: Opened) -> Option<String> {
    let person = opened.me.try_get_untracked().flatten()?.id;
    Some(format!("enlace.unsent.{person}.{}", opened.id))
}
