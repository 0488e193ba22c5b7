//! Meta's webhooks, just far enough to store each update once.
//!
//! One post may carry a thousand updates of several numbers. Each becomes an event of its own that holds all that is
//! needed to understand it: `{"message", "contact"}`, `{"echo"}`, `{"status"}` or `{"field", "value"}`. One that can't
//! be read is kept as a post of its own.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    echo::{self, ECHOES},
    kept::{NO_ID, NO_SENDER, NO_STEP, kept},
    ours::Ours,
    person::{contact_of, sender},
};
use crate::{
    EventKind, InboundEvent, WebhookError,
    fields::{Fields, without_nul},
};

/// Longest id of a message: Meta's are about 60 characters.
const ID_LIMIT: usize = 256;

/// The field, and the list in it, of what people want to be sent.
pub(super) const PREFERENCES: &str = "user_preferences";

/// Reads the raw body of a webhook.
///
/// What is not `ours` brings no event: [`elsewhere::read`](super::elsewhere::read) tells of it. An update that can't be
/// read does not keep the others: it is kept as [`EventKind::Unreadable`].
///
/// # Errors
/// [`WebhookError`] where the body as a whole is not what Meta sends.
pub(crate) fn read(ours: Ours<'_>, raw: &[u8]) -> Result<Vec<InboundEvent>, WebhookError> {
    let body = without_nul(serde_json::from_slice(raw).map_err(|_| WebhookError::NotJson)?);
    if !body.get("entry").is_some_and(Value::is_array) {
        return Err(WebhookError::Field {
            field: "entry",
            allowed: "a list of changes, as Meta's webhooks have it",
        });
    }
    let mut events = Vec::new();
    for entry in Fields::of(&body).list("entry") {
        for change in entry.list("changes") {
            let value = change.inner("value");
            if !ours.takes(entry, value) {
                continue;
            }
            messages(entry, change, &mut events);
            events.extend(echo::events(entry, change));
            statuses(entry, change, &mut events);
            if !has_updates(value) {
                events.extend(notices(entry, change));
            }
        }
    }
    Ok(events)
}

pub(super) fn has_updates(value: Fields<'_>) -> bool {
    ["messages", "statuses", ECHOES]
        .into_iter()
        .any(|list| value.list(list).next().is_some())
}

fn messages(entry: Fields<'_>, change: Fields<'_>, events: &mut Vec<InboundEvent>) {
    let value = change.inner("value");
    for message in value.list("messages") {
        let contact = contact_of(value, message);
        let body = json!({ "message": message.to_value(), "contact": contact.map(Fields::to_value) });
        let sender_key = sender(Fields::of(&body)).key();
        events.push(match id(message) {
            Some(key) if !sender_key.is_empty() => InboundEvent {
                key: key.to_owned(),
                kind: EventKind::Message { sender_key },
                body,
            },
            Some(_) => kept(entry, change, ("messages", message), NO_SENDER),
            None => kept(entry, change, ("messages", message), NO_ID),
        });
    }
}

fn statuses(entry: Fields<'_>, change: Fields<'_>, events: &mut Vec<InboundEvent>) {
    for status in change.inner("value").list("statuses") {
        events.push(match (id(status), word(status.text("status"))) {
            (Some(id), Some(step)) => InboundEvent {
                key: format!("{id}:{step}"),
                kind: EventKind::Status {
                    provider_message_id: id.to_owned(),
                },
                body: json!({ "status": status.to_value() }),
            },
            (Some(_), None) => kept(entry, change, ("statuses", status), NO_STEP),
            (None, _) => kept(entry, change, ("statuses", status), NO_ID),
        });
    }
}

/// Anything else: each person's preference by itself, or what happened to the account.
fn notices(entry: Fields<'_>, change: Fields<'_>) -> Vec<InboundEvent> {
    let value = change.inner("value");
    let mut events: Vec<InboundEvent> = value
        .list(PREFERENCES)
        .map(|preference| notice(entry, change, json!({ PREFERENCES: [preference.to_value()] })))
        .collect();
    if events.is_empty() {
        events.push(notice(entry, change, value.to_value()));
    }
    events
}

/// It has no id of its own: what it says is its key.
fn notice(entry: Fields<'_>, change: Fields<'_>, value: Value) -> InboundEvent {
    let body = json!({ "field": change.text("field"), "value": value, "time": entry.inner("time").to_value() });
    InboundEvent {
        key: format!("notice:{}", hex::encode(Sha256::digest(body.to_string()))),
        kind: EventKind::Notice,
        body,
    }
}

pub(super) fn id(update: Fields<'_>) -> Option<&str> {
    update
        .filled("id")
        .filter(|id| id.len() <= ID_LIMIT && id.bytes().all(|letter| letter.is_ascii_graphic()))
}

fn word(text: &str) -> Option<&str> {
    let fits =
        (1..=40).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: Ours<'_> = Ours {
        phone_number_id: Some("1122"),
        waba_id: Some("9988"),
        named_only: false,
    };

    fn read_from(account: &str, value: Value) -> Vec<InboundEvent> {
        let entry = json!({ "id": account, "changes": [{ "field": "messages", "value": value }] });
        let post = json!({ "object": "whatsapp_business_account", "entry": [entry] });
        read(OURS, post.to_string().as_bytes()).unwrap()
    }

    fn read_of(value: Value) -> Vec<InboundEvent> {
        read_from("9988", value)
    }

    fn text(id: &str, from: &str) -> Value {
        json!({ "from": from, "id": id, "timestamp": "1795348800", "type": "text", "text": { "body": "oi" } })
    }

    #[test]
    fn a_post_is_split_into_its_updates() {
        let events = read_of(json!({
            "metadata": { "phone_number_id": "1122" },
            "contacts": [
                { "wa_id": "556298765432", "profile": { "name": "Ana" } },
                { "wa_id": "556291234567", "profile": { "name": "Bia" } },
            ],
            "messages": [text("wamid.1", "556298765432"), text("wamid.2", "5562991234567")],
            "statuses": [{ "id": "wamid.9", "status": "read", "timestamp": "1795348810" }],
        }));
        let keys: Vec<_> = events.iter().map(|event| event.key.as_str()).collect();
        assert_eq!(keys, ["wamid.1", "wamid.2", "wamid.9:read"]);
        assert_eq!(
            events[0].kind,
            EventKind::Message {
                sender_key: "556298765432".to_owned()
            }
        );
        assert_eq!(events[0].body["contact"]["profile"]["name"], "Ana");
        // the second one's contact is spelt otherwise, and there are two: none is guessed
        assert_eq!(events[1].body["contact"], Value::Null);
        assert_eq!(
            events[2].kind,
            EventKind::Status {
                provider_message_id: "wamid.9".to_owned()
            }
        );
    }

    #[test]
    fn a_new_id_is_in_line_behind_the_old_ones_messages() {
        let events = read_of(json!({ "metadata": { "phone_number_id": "1122" }, "messages": [
            { "id": "wamid.1", "timestamp": "1795348800", "type": "system", "system": {
                "type": "user_changed_user_id", "user_id": "BR.1503", "previous_user_id": "BR.1502" } }] }));
        let sender_key = "BR.1502".to_owned();
        assert_eq!(events[0].kind, EventKind::Message { sender_key });
    }

    #[test]
    fn the_updates_of_another_number_are_left_alone() {
        let value = json!({ "metadata": { "phone_number_id": "9999" }, "messages": [text("wamid.1", "556298765432")] });
        assert!(read_of(value).is_empty());
    }

    #[test]
    fn the_news_of_another_account_are_left_alone() {
        let value = json!({ "event": "REJECTED", "message_template_name": "retomar" });
        assert_eq!(read_from("9988", value.clone()).len(), 1);
        assert!(read_from("7766", value).is_empty());
        let value = json!({ "metadata": { "phone_number_id": "1122" }, "messages": [text("wamid.1", "556298765432")] });
        assert_eq!(read_from("7766", value).len(), 1, "a number says enough");
    }

    #[test]
    fn nobodys_wish_is_lost_among_many() {
        let wish = |wa_id: &str| json!({ "wa_id": wa_id, "category": "marketing_messages", "value": "stop" });
        let events = read_of(json!({ "user_preferences": [wish("556298765432"), wish("556291234567")] }));
        assert_eq!(events.len(), 2);
        assert_ne!(events[0].key, events[1].key);
        assert_eq!(
            events[1].body["value"]["user_preferences"],
            json!([wish("556291234567")])
        );
    }

    #[test]
    fn a_thousand_updates_of_several_entries_each_become_an_event() {
        let updates = |from: usize| {
            let messages: Vec<Value> = (from..from + 500)
                .map(|number| text(&format!("wamid.{number}"), "556298765432"))
                .collect();
            json!({ "id": "9988", "changes": [{ "field": "messages", "value": { "messages": messages } }] })
        };
        let post = json!({ "entry": [updates(0), updates(500)] }).to_string();
        let events = read(OURS, post.as_bytes()).unwrap();
        let keys: Vec<&str> = events.iter().map(|event| event.key.as_str()).collect();
        let expected: Vec<String> = (0..1_000).map(|number| format!("wamid.{number}")).collect();
        assert_eq!(keys, expected);
    }

    #[test]
    fn one_that_cannot_be_read_does_not_keep_the_others() {
        let value =
            json!({ "messages": [{ "type": "text" }, text("a b", "556298765432"), text("wamid.1", "556298765432")] });
        let events = read_of(value);
        assert_eq!(events.len(), 3);
        assert_eq!(events[2].key, "wamid.1");
        let why = |event: &InboundEvent| event.kind.clone();
        assert_eq!(why(&events[0]), EventKind::Unreadable { why: NO_ID });
        assert_eq!(why(&events[1]), EventKind::Unreadable { why: NO_ID });
        assert_ne!(events[0].key, events[1].key);
    }

    #[test]
    fn a_person_without_a_phone_is_ordered_by_the_business_scoped_id() {
        let message = json!({ "from_user_id": "BR.1502", "id": "wamid.1", "type": "text", "text": { "body": "oi" } });
        let events = read_of(json!({ "contacts": [{ "user_id": "BR.1502" }], "messages": [message] }));
        assert_eq!(
            events[0].kind,
            EventKind::Message {
                sender_key: "BR.1502".to_owned()
            }
        );
    }

    #[test]
    fn a_notice_has_the_same_key_whenever_it_is_repeated() {
        let value = json!({ "event": "APPROVED", "message_template_name": "retomar" });
        let (first, again) = (read_of(value.clone()), read_of(value));
        assert_eq!(first, again);
        assert_eq!(first[0].kind, EventKind::Notice);
    }

    #[test]
    fn what_is_no_webhook_is_refused() {
        assert_eq!(read(OURS, b"oi"), Err(WebhookError::NotJson));
        assert!(read(OURS, b"{}").unwrap_err().to_string().starts_with("entry: "));
    }
}
