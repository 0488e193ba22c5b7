//! Meta's webhooks, just far enough to store each update once.
//!
//! One post may carry a thousand updates of several numbers. Each becomes an event of its own that holds all that is
//! needed to understand it: `{"message", "contact"}`, `{"status"}` or `{"field", "value"}`.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    EventKind, InboundEvent, ProviderKind, Sender, WebhookError,
    fields::{Fields, without_nul},
};

/// Longest id of a message: Meta's are about 60 characters.
const ID_LIMIT: usize = 256;

/// Reads the raw body of a webhook of the number `phone_number_id`, where that is known.
///
/// What is for another number is counted, and brings no event: one app posts all its numbers to one address. An update
/// that can't be read does not keep the others.
///
/// # Errors
/// [`WebhookError`] where the body as a whole is not what Meta sends.
pub(crate) fn read(
    provider: ProviderKind,
    phone_number_id: Option<&str>,
    raw: &[u8],
) -> Result<Vec<InboundEvent>, WebhookError> {
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
            let number = value.inner("metadata").id("phone_number_id");
            if let (Some(ours), Some(theirs)) = (phone_number_id, number)
                && ours != theirs
            {
                ignored(provider, "other_phone");
                continue;
            }
            let before = events.len();
            messages(provider, value, &mut events);
            statuses(provider, value, &mut events);
            if events.len() == before && !has_updates(value) {
                events.push(notice(entry, change));
            }
        }
    }
    Ok(events)
}

fn has_updates(value: Fields<'_>) -> bool {
    value.list("messages").next().is_some() || value.list("statuses").next().is_some()
}

fn messages(provider: ProviderKind, value: Fields<'_>, events: &mut Vec<InboundEvent>) {
    for message in value.list("messages") {
        let contact = contact_of(value, message);
        let body = json!({ "message": message.to_value(), "contact": contact.map(Fields::to_value) });
        let sender_key = sender(Fields::of(&body)).key();
        match id(message) {
            Some(key) if !sender_key.is_empty() => events.push(InboundEvent {
                key: key.to_owned(),
                kind: EventKind::Message { sender_key },
                body,
            }),
            _ => ignored(provider, "unreadable_message"),
        }
    }
}

fn statuses(provider: ProviderKind, value: Fields<'_>, events: &mut Vec<InboundEvent>) {
    for status in value.list("statuses") {
        match (id(status), word(status.text("status"))) {
            (Some(id), Some(step)) => events.push(InboundEvent {
                key: format!("{id}:{step}"),
                kind: EventKind::Status {
                    provider_message_id: id.to_owned(),
                },
                body: json!({ "status": status.to_value() }),
            }),
            _ => ignored(provider, "unreadable_report"),
        }
    }
}

/// Anything else about the account. It has no id of its own: what it says is its key.
fn notice(entry: Fields<'_>, change: Fields<'_>) -> InboundEvent {
    let body = json!({
        "field": change.text("field"),
        "value": change.inner("value").to_value(),
        "time": entry.inner("time").to_value(),
    });
    InboundEvent {
        key: format!("notice:{}", hex::encode(Sha256::digest(body.to_string()))),
        kind: EventKind::Notice,
        body,
    }
}

/// The contact of the same person; with one contact alone, that one.
fn contact_of<'a>(value: Fields<'a>, message: Fields<'a>) -> Option<Fields<'a>> {
    let same = |contact: &Fields<'a>| {
        let is =
            |name: &str, other: &str| message.filled(name).is_some() && message.filled(name) == contact.filled(other);
        is("from", "wa_id") || is("from_user_id", "user_id")
    };
    let mut all = value.list("contacts");
    all.find(same).or_else(|| {
        let mut all = value.list("contacts");
        all.next().filter(|_| all.next().is_none())
    })
}

/// The number as Meta spells it (replies go there), and the business-scoped id.
pub(super) fn sender(event: Fields<'_>) -> Sender {
    let (message, contact) = (event.inner("message"), event.inner("contact"));
    let wa_id = [message.filled("from"), contact.filled("wa_id")];
    let bsuid = [message.filled("from_user_id"), contact.filled("user_id")];
    Sender {
        wa_id: wa_id.into_iter().flatten().find_map(|text| text.parse().ok()),
        bsuid: bsuid.into_iter().flatten().find(|id| is_bsuid(id)).map(str::to_owned),
    }
}

/// `BR.1502…`: a country, a dot, letters and digits; the parent form has one more word.
pub(super) fn is_bsuid(text: &str) -> bool {
    text.split_once('.').is_some_and(|(country, rest)| {
        country.len() == 2
            && country.bytes().all(|letter| letter.is_ascii_uppercase())
            && (1..=140).contains(&rest.len())
            && rest
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == b'.')
    })
}

fn id(update: Fields<'_>) -> Option<&str> {
    update
        .filled("id")
        .filter(|id| id.len() <= ID_LIMIT && id.bytes().all(|letter| letter.is_ascii_graphic()))
}

fn word(text: &str) -> Option<&str> {
    let fits =
        (1..=40).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
    fits.then_some(text)
}

fn ignored(provider: ProviderKind, why: &'static str) {
    metrics::counter!("enlace_whatsapp_ignored_total", "provider" => provider.as_str(), "why" => why).increment(1);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::meta::understand::understand;

    fn post(value: Value) -> Vec<u8> {
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }] })
            .to_string()
            .into_bytes()
    }

    fn read_of(value: Value) -> Vec<InboundEvent> {
        read(ProviderKind::CloudApi, Some("1122"), &post(value)).unwrap()
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
    fn the_updates_of_another_number_are_left_alone() {
        let value = json!({ "metadata": { "phone_number_id": "9999" }, "messages": [text("wamid.1", "556298765432")] });
        assert!(read_of(value).is_empty());
    }

    #[test]
    fn one_that_cannot_be_read_does_not_keep_the_others() {
        let value =
            json!({ "messages": [{ "type": "text" }, text("a b", "556298765432"), text("wamid.1", "556298765432")] });
        let events = read_of(value);
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].key, "wamid.1");
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
        assert_eq!(read(ProviderKind::CloudApi, None, b"oi"), Err(WebhookError::NotJson));
        assert!(
            read(ProviderKind::CloudApi, None, b"{}")
                .unwrap_err()
                .to_string()
                .starts_with("entry: ")
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..1_000)) {
            drop(read(ProviderKind::CloudApi, None, &raw));
        }

        /// Messages of every kind with arbitrary words in the places we read.
        #[test]
        fn whatever_is_stored_can_be_understood(
            kind in proptest::sample::select(vec![
                "text", "image", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive",
                "button", "edit", "revoke", "order", "system", "unsupported", "new_kind",
            ]),
            words in any::<String>(),
            number in any::<f64>(),
        ) {
            let inner = json!({
                "body": words, "id": words, "mime_type": words, "caption": words, "message_id": words, "emoji": words,
                "latitude": number, "longitude": words, "type": "list_reply", "list_reply": { "id": words, "title": words },
                "original_message_id": words, "message": { "type": "text", "text": { "body": words } },
            });
            let message = json!({ "from": "556298765432", "id": "wamid.1", "timestamp": words, "type": kind, kind: inner });
            for event in read_of(json!({ "messages": [message] })) {
                let stored = serde_json::to_string(&event.body).unwrap();
                prop_assert!(!stored.contains("\\u0000"));
                prop_assert!(understand(&serde_json::from_str(&stored).unwrap()).is_ok());
            }
        }
    }
}
