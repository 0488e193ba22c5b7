//! Maytapi's webhooks, just far enough to store each thing they tell once.
//!
//! Messages, reports, the device's state and errors come to the same address; one post may carry many reports.

use time::OffsetDateTime;

use super::{
    identity::{is_private, own_id, recipient, sender},
    report,
    settings::MaytapiSettings,
};
use crate::fields::{Fields, without_nul};
use crate::{EventKind, InboundEvent, WebhookError};

/// Longer than any name of a kind of event, in characters.
const NAME_LIMIT: usize = 40;

/// What a post may call the product, and then the phone, that it is about.
pub(super) const OWNERS: [&str; 5] = ["product_id", "productId", "pid", "phone_id", "phoneId"];

/// Reads the raw body of a webhook. `now` tells apart what comes without an id of its own.
///
/// What is not for this channel, or not between its phone and one subscriber, is counted, and brings no event.
///
/// # Errors
/// [`WebhookError`] with the field at fault and what is allowed there.
pub(super) fn read(
    settings: &MaytapiSettings,
    raw: &[u8],
    now: OffsetDateTime,
) -> Result<Vec<InboundEvent>, WebhookError> {
    let body = without_nul(serde_json::from_slice(raw).map_err(|_| WebhookError::NotJson)?);
    let post = Fields::of(&body);
    let kind = post.filled("type").filter(|kind| kind.chars().count() <= NAME_LIMIT);
    let kind = kind.ok_or(WebhookError::Field {
        field: "type",
        allowed: "the kind of event, like message, ack, status or error; at most 40 characters",
    })?;
    if !is_ours(settings, post) {
        ignored("other_phone");
        return Ok(Vec::new());
    }
    match kind {
        "message" => message(settings, post),
        "ack" => Ok(report::events(post)),
        "error" => Ok(vec![
            report::failure_event(post).unwrap_or_else(|| notice("error", post, now)),
        ]),
        kind => Ok(vec![notice(kind, post, now)]),
    }
}

/// Whether product and phone are the channel's own, as far as the post names them.
fn is_ours(settings: &MaytapiSettings, post: Fields<'_>) -> bool {
    let (product, phone) = OWNERS.split_at(3);
    let product = product.iter().find_map(|name| post.id(name));
    let phone = phone.iter().find_map(|name| post.id(name));
    product.is_none_or(|product| product == settings.product_id.as_str())
        && phone.is_none_or(|phone| phone == settings.phone_id.as_str())
}

fn message(settings: &MaytapiSettings, post: Fields<'_>) -> Result<Vec<InboundEvent>, WebhookError> {
    if !is_private(post.filled("conversation").or_else(|| post.inner("user").filled("id"))) {
        ignored("group");
        return Ok(Vec::new());
    }
    let key = own_id(post)?;
    let sender_key = if post.inner("message").is("fromMe") {
        recipient(post)?.key()
    } else {
        sender(post)?.key()
    };
    // notes that somebody keeps in the phone's chat with itself
    if sender_key == settings.from.match_key() {
        ignored("own_chat");
        return Ok(Vec::new());
    }
    let kind = EventKind::Message { sender_key };
    let body = post.to_value();
    Ok(vec![InboundEvent { key, body, kind }])
}

/// Has no id of its own, and a state may come back: each arrival counts, for a repeat changes nothing.
fn notice(kind: &str, post: Fields<'_>, now: OffsetDateTime) -> InboundEvent {
    InboundEvent {
        key: format!("{kind}:{}", now.unix_timestamp_nanos()),
        body: post.to_value(),
        kind: EventKind::Notice,
    }
}

/// Counts what brings no event.
pub(super) fn ignored(why: &'static str) {
    metrics::counter!("enlace_whatsapp_ignored_total", "provider" => "maytapi", "why" => why).increment(1);
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample};
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::{super::understand::understand, *};

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00:00 UTC);

    fn settings() -> MaytapiSettings {
        MaytapiSettings::from_json(&json!({ "from": "+556232000000", "product_id": "dc01968f", "phone_id": "12" }))
            .unwrap()
    }

    fn events(body: &Value) -> Vec<InboundEvent> {
        read(&settings(), body.to_string().as_bytes(), NOW).unwrap()
    }

    fn message(more: Value) -> Value {
        let mut body = json!({
            "type": "message", "product_id": "dc01968f", "phone_id": 12,
            "message": { "id": "false_556298765432@c.us_3EB0", "type": "text", "text": "oi", "fromMe": false },
            "user": { "id": "556298765432@c.us", "name": "Ana", "phone": "556298765432" },
            "conversation": "556298765432@c.us", "receiver": "556232000000", "timestamp": 1_795_348_800,
        });
        for (name, value) in more.as_object().unwrap() {
            match value.as_object() {
                Some(inner) => body[name].as_object_mut().unwrap().extend(inner.clone()),
                None => body[name] = value.clone(),
            }
        }
        body
    }

    #[test]
    fn a_message_is_keyed_by_its_id_and_ordered_by_its_sender() {
        let events = events(&message(json!({})));
        assert_eq!(events[0].key, "false_556298765432@c.us_3EB0");
        let sender_key = "556298765432".to_owned();
        assert_eq!(events[0].kind, EventKind::Message { sender_key });
        let with_ninth = message(json!({ "user": { "phone": "5562998765432" } }));
        assert_eq!(self::events(&with_ninth)[0].kind, events[0].kind);
    }

    #[test]
    fn a_change_does_not_pass_for_a_repeat_of_what_it_changes() {
        let edit = json!({ "message": { "type": "edit" }, "timestamp": 1_795_348_860 });
        assert_eq!(
            events(&message(edit))[0].key,
            "false_556298765432@c.us_3EB0:edit:1795348860"
        );
    }

    #[test]
    fn what_no_subscriber_of_ours_wrote_brings_no_event() {
        for more in [
            json!({ "message": { "fromMe": true }, "conversation": "556232000000@c.us" }),
            json!({ "conversation": "5562998765432-1574073754@g.us" }),
            json!({ "conversation": "status@broadcast" }),
            json!({ "phone_id": 13 }),
            json!({ "product_id": "another" }),
        ] {
            assert_eq!(events(&message(more.clone())), [], "{more}");
        }
        assert_eq!(events(&message(json!({ "phone_id": "12" }))).len(), 1);
    }

    #[test]
    fn what_is_written_on_the_phone_is_ordered_by_whom_it_is_for() {
        let written = message(json!({
            "message": { "id": "true_556298765432@c.us_3EB1", "fromMe": true },
            "user": { "id": "556232000000@c.us", "name": "Provedor", "phone": "556232000000" },
        }));
        let events = events(&written);
        assert_eq!(events[0].key, "true_556298765432@c.us_3EB1");
        let sender_key = "556298765432".to_owned();
        assert_eq!(events[0].kind, EventKind::Message { sender_key });
    }

    #[test]
    fn a_state_that_comes_back_is_no_repeat() {
        let body = json!({ "type": "status", "pid": "dc01968f", "phone_id": 12, "status": "active" });
        let later = NOW + time::Duration::seconds(1);
        let (first, second) = (
            events(&body),
            read(&settings(), body.to_string().as_bytes(), later).unwrap(),
        );
        assert_eq!(first[0].kind, EventKind::Notice);
        assert_ne!(first[0].key, second[0].key);
    }

    #[test]
    fn what_cannot_be_stored_once_is_refused_by_field() {
        let refused = |body: &Value| {
            read(&settings(), body.to_string().as_bytes(), NOW)
                .unwrap_err()
                .to_string()
        };
        assert!(refused(&json!({})).starts_with("type: "));
        assert!(refused(&message(json!({ "message": { "id": "" } }))).starts_with("message.id: "));
        let nobody = json!({ "user": { "id": "", "phone": "" }, "conversation": "" });
        assert!(refused(&message(nobody)).starts_with("user.phone: "));
        assert_eq!(read(&settings(), b"oi", NOW), Err(WebhookError::NotJson));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            if let Ok(events) = read(&settings(), &raw, NOW) {
                prop_assert!(events.iter().all(|event| !event.key.is_empty()));
            }
        }

        /// Posts that get past the first checks, with arbitrary values in every field that we read.
        #[test]
        fn whatever_is_stored_can_be_understood(
            kind in sample::select(KINDS.to_vec()),
            names in proptest::collection::vec(sample::select(READ.to_vec()), 0..12),
            texts in proptest::collection::vec(any::<String>(), 12),
            numbers in proptest::collection::vec(any::<f64>(), 12),
        ) {
            let value = |index: usize| match index % 3 {
                0 => json!(numbers[index]),
                1 => json!([{ "msgId": texts[index], "ackCode": numbers[index], "vcard": texts[index] }]),
                _ => json!(texts[index]),
            };
            let more: serde_json::Map<_, _> = names
                .iter()
                .enumerate()
                .map(|(index, name)| ((*name).to_owned(), value(index)))
                .collect();
            let body = message(json!({ "type": kind, "message": more, "user": more }));
            if let Ok(events) = read(&settings(), body.to_string().as_bytes(), NOW) {
                for event in events {
                    let stored = event.body.to_string();
                    prop_assert!(!stored.contains("\\u0000"));
                    prop_assert!(understand(&serde_json::from_str(&stored).unwrap()).is_ok());
                }
            }
        }
    }

    const KINDS: [&str; 6] = ["message", "message", "ack", "status", "error", "live_event"];

    /// The fields of a message and of a user that we look into.
    const READ: [&str; 14] = [
        "type",
        "id",
        "text",
        "caption",
        "message",
        "url",
        "mime",
        "filename",
        "payload",
        "vcardList",
        "reply_to",
        "name",
        "phone",
        "fromMe",
    ];
}
