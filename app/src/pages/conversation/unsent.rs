//! What was sent and not yet confirmed, kept by this browser for each conversation: a page that is reloaded or closed
//! in the middle of a sending takes it up again under the same key, and the server stores it once.

use enlace_domain::view::ThreadMessage;
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{open::Opened, sending};
use crate::{api, components::Toasts, error::AppError, pages::storage, state::Outgoing, texts::LocaleHandle};

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
    /// Why the desk did not take it; `None` as long as there is no answer.
    #[serde(default)]
    refused: Option<AppError>,
}

/// What becomes of one that an earlier page left unconfirmed.
#[derive(Debug, PartialEq)]
enum Next {
    /// It is sent again by itself.
    Send,
    /// The server is asked whether it has it.
    Ask,
    /// A person says what becomes of it.
    Show(AppError),
}

impl Unsent {
    fn next(&self, now: OffsetDateTime) -> Next {
        match &self.refused {
            Some(error) => Next::Show(error.clone()),
            None if now - self.at < BY_ITSELF => Next::Send,
            None => Next::Ask,
        }
    }
}

/// Keeps one that is about to be sent.
pub(super) fn keep(opened: Opened, key: Uuid, what: &Outgoing, at: OffsetDateTime) {
    change(opened, |all| {
        all.push(Unsent {
            key,
            text: String::new(),
            what: what.clone(),
            at,
            refused: None,
        });
        true
    });
}

/// The desk has answered, and did not take it: a person decides, and it is not sent again by itself.
pub(super) fn refuse(opened: Opened, key: Uuid, error: &AppError) {
    mark(opened, key, Some(error.clone()));
}

/// A person sends it again: the answer of before counts no more.
pub(super) fn ask_again(opened: Opened, key: Uuid) {
    mark(opened, key, None);
}

/// Forgets one that is stored, or that a person took back.
pub(super) fn settle(opened: Opened, key: Uuid) {
    change(opened, |all| {
        let count = all.len();
        all.retain(|unsent| unsent.key != key);
        all.len() != count
    });
}

/// Forgets those that these messages confirm, however they came here.
pub(super) fn settle_all<'a>(opened: Opened, messages: impl IntoIterator<Item = &'a ThreadMessage>) {
    for key in messages.into_iter().filter_map(|message| message.client_key) {
        settle(opened, key);
    }
}

/// Takes up what an earlier page left unconfirmed, in its order.
pub(super) fn take_up(opened: Opened, now: OffsetDateTime, texts: LocaleHandle, toasts: Toasts) {
    let Some(name) = name(opened) else { return };
    let mut again = Vec::new();
    for unsent in read(&name) {
        let next = unsent.next(now);
        let Unsent {
            key, text, what, at, ..
        } = unsent;
        let what = if text.is_empty() { what } else { text.as_str().into() };
        if opened.thread.with_untracked(|thread| thread.knows(key)) {
            settle(opened, key);
            continue;
        }
        // an old one may be stored, further up than this page reaches: it shows only once the server says that it is not
        if next != Next::Ask {
            opened.thread.update(|thread| thread.send(key, what.clone(), at));
        }
        match next {
            Next::Send => again.push((key, what)),
            Next::Ask => spawn_local(ask(opened, (key, what, at), texts)),
            Next::Show(error) => {
                let why = error.words(texts.now());
                opened.thread.update(|thread| thread.fail(key, why));
            }
        }
    }
    spawn_local(async move {
        for (key, what) in again {
            sending::deliver(opened, key, what, texts, toasts).await;
        }
    });
}

/// Asks the server whether it has an old one, and shows it as not sent unless it does.
async fn ask(opened: Opened, (key, what, at): (Uuid, Outgoing, OffsetDateTime), texts: LocaleHandle) {
    let why = match api::is_sent(opened.id, key).await {
        Ok(true) => return settle(opened, key),
        Ok(false) => AppError::Offline,
        Err(error) => error,
    };
    opened.thread.try_update(|thread| {
        if !thread.knows(key) {
            thread.send(key, what, at);
            thread.fail(key, why.words(texts.now()));
        }
    });
}

fn mark(opened: Opened, key: Uuid, refused: Option<AppError>) {
    change(opened, |all| {
        let found = all.iter_mut().find(|unsent| unsent.key == key);
        found.is_some_and(|unsent| {
            let is_new = unsent.refused != refused;
            unsent.refused = refused;
            is_new
        })
    });
}

/// Changes what is kept of a conversation; `change` says whether it did.
fn change(opened: Opened, change: impl FnOnce(&mut Vec<Unsent>) -> bool) {
    let Some(name) = name(opened) else { return };
    let mut all = read(&name);
    if change(&mut all) {
        write(&name, &all);
    }
}

fn read(name: &str) -> Vec<Unsent> {
    // what an older version wrote in another shape is none of ours
    storage::read(name)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn write(name: &str, all: &[Unsent]) {
    let text = if all.is_empty() {
        None
    } else {
        serde_json::to_string(all).ok()
    };
    storage::write(name, text.as_deref());
}

/// Nobody sends what somebody else wrote in this browser.
fn name(opened: Opened) -> Option<String> {
    let person = opened.me.try_get_untracked().flatten()?.id;
    Some(format!("enlace.unsent.{person}.{}", opened.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn unsent(refused: Option<AppError>) -> Unsent {
        Unsent {
            key: Uuid::from_u128(1),
            text: String::new(),
            what: "já vou ver".into(),
            at: NOON,
            refused,
        }
    }

    #[test]
    fn only_what_has_no_answer_is_sent_again_by_itself_and_not_for_long() {
        let soon = NOON + Duration::minutes(9);
        assert_eq!(unsent(None).next(soon), Next::Send);
        assert_eq!(unsent(None).next(NOON + Duration::minutes(10)), Next::Ask);
        assert_eq!(unsent(Some(AppError::Closed)).next(soon), Next::Show(AppError::Closed));
    }

    #[test]
    fn what_an_older_version_kept_is_still_read() {
        let mut kept = serde_json::to_value(unsent(None)).unwrap();
        kept.as_object_mut().unwrap().remove("refused");
        assert_eq!(serde_json::from_value::<Unsent>(kept).unwrap(), unsent(None));
    }
}
