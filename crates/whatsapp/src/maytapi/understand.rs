//! A stored webhook of Maytapi in the terms of the desk.
//!
//! How a reaction, an edit and a deletion come in is not documented: they are read by the names that the call for
//! sending them has, or with the message's id in `msgId`, as reports have it. One that does not say which message it is about stays visible as an unknown kind.

use serde_json::Value;
use time::OffsetDateTime;

use super::{
    device_state,
    identity::{Change, change, own_id, recipient, sender},
    message_kind::{self, words},
    report,
};
use crate::fields::Fields;
use crate::{IncomingMessage, Understood, WebhookError};

/// Longest name that is kept of a step, a state or a kind, in characters.
const NAME_LIMIT: usize = 40;

/// Reads the stored body of an event.
///
/// # Errors
/// [`WebhookError::Field`] for a body that [`read`](super::webhook::read) would have refused. Unknown kinds of messages
/// and unknown steps are no error: they are counted, logged and handed on as what they are.
pub(super) fn understand(body: &Value) -> Result<Understood, WebhookError> {
    let post = Fields::of(body);
    match post.text("type").trim() {
        "message" => message(post),
        "ack" => report::understand(post),
        "error" => Ok(report::failure(post)),
        "status" => Ok(device_state::understand(&short(post.text("status")))),
        "" => Err(WebhookError::Field {
            field: "type",
            allowed: "the kind of event, like message, ack, status or error",
        }),
        other => {
            unknown("event");
            Ok(Understood::Nothing { raw: short(other) })
        }
    }
}

fn message(post: Fields<'_>) -> Result<Understood, WebhookError> {
    let message = post.inner("message");
    let on_phone = message.is("fromMe");
    let from = if on_phone { recipient(post)? } else { sender(post)? };
    let other = message
        .message_id("reply_to")
        .or_else(|| change(message).and_then(|_| message.message_id("msgId")))
        .or_else(|| post.inner("quoted").message_id("id"));
    match (change(message), other) {
        (Some(what @ (Change::Edit | Change::Delete)), Some(original)) if on_phone => {
            return Ok(Understood::ChangedOnPhone {
                original: original.to_owned(),
                body: (what == Change::Edit).then(|| words(message).to_owned()),
            });
        }
        (Some(Change::Edit), Some(original)) => {
            return Ok(Understood::Edit {
                from,
                original: original.to_owned(),
                body: words(message).to_owned(),
            });
        }
        (Some(Change::Delete), Some(original)) => {
            return Ok(Understood::Revoke {
                from,
                original: original.to_owned(),
            });
        }
        _ => {}
    }
    let id = own_id(post)?;
    let content = message_kind::read(message, other);
    if let Some(original) = content.unknown_type() {
        unknown("message_kind");
        // without the message's id, which holds the subscriber's number
        tracing::warn!(message.original_type = original, "Kept a message of an unknown kind");
    }
    let user = post.inner("user");
    let read = IncomingMessage {
        provider_message_id: id,
        from,
        // a number stands there for whoever has no name; on the phone it is the phone's own
        profile_name: user
            .filled("name")
            .filter(|name| !on_phone && Some(*name) != user.filled("phone"))
            .map(str::to_owned),
        kind: content.kind,
        body: content.body,
        extra: Value::Object(content.extra),
        button_payload: None,
        sent_at: post
            .number("timestamp")
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
    };
    Ok(if on_phone {
        Understood::OnPhone(read)
    } else {
        Understood::Message(read)
    })
}

/// Counts what this version does not know.
pub(super) fn unknown(what: &'static str) {
    metrics::counter!("enlace_whatsapp_unknown_total", "what" => what).increment(1);
}

/// A name of the gateway's, no longer than names are.
pub(super) fn short(text: &str) -> String {
    text.trim().chars().take(NAME_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use enlace_domain::MessageKind;
    use serde_json::json;

    use super::*;

    fn post(message: Value) -> Value {
        let mut post = json!({
            "type": "message", "product_id": "dc01968f", "phone_id": 12,
            "message": { "id": "false_556298765432@c.us_3EB0", "fromMe": false },
            "user": { "id": "556298765432@c.us", "name": "Ana", "phone": "556298765432" },
            "conversation": "556298765432@c.us", "receiver": "556232000000", "timestamp": 1_795_348_800,
            "reply": "https://api.maytapi.com/api/dc01968f/12/sendMessage",
        });
        post["message"]
            .as_object_mut()
            .unwrap()
            .extend(message.as_object().unwrap().clone());
        post
    }

    fn answering(message: Value, quoted: &str) -> Value {
        let mut post = post(message);
        post["quoted"] = json!({ "id": quoted, "type": "text", "text": "Boleto?", "timestamp": 1_795_348_000 });
        post
    }

    fn taken(post: &Value) -> IncomingMessage {
        match understand(post).unwrap() {
            Understood::Message(message) => message,
            other => panic!("a message became {other:?}"),
        }
    }

    fn message(message: Value) -> IncomingMessage {
        taken(&post(message))
    }

    #[test]
    fn words_are_kept_as_they_were_written() {
        let text = taken(&answering(
            json!({ "type": "text", "text": "Olá, tô sem internet\n" }),
            "50d8b950-a67f",
        ));
        assert_eq!(
            (text.kind, text.body.as_str()),
            (MessageKind::Text, "Olá, tô sem internet\n")
        );
        assert_eq!(text.provider_message_id, "false_556298765432@c.us_3EB0");
        assert_eq!(text.profile_name.as_deref(), Some("Ana"));
        assert_eq!(text.extra, json!({ "quoted": "50d8b950-a67f" }));
        assert_eq!(text.sent_at.unwrap().unix_timestamp(), 1_795_348_800);
    }

    #[test]
    fn what_was_written_on_the_phone_is_ours_to_whoever_the_chat_is_with() {
        let mut on_phone = post(json!({ "type": "text", "text": "Já resolvi", "fromMe": true }));
        on_phone["user"] = json!({ "id": "556232000000@c.us", "name": "Provedor", "phone": "556232000000" });
        let Understood::OnPhone(written) = understand(&on_phone).unwrap() else {
            panic!("it became something else");
        };
        assert_eq!(written.from.wa_id, Some("556298765432".parse().unwrap()));
        assert_eq!((written.body.as_str(), written.profile_name), ("Já resolvi", None));
        for (kind, body) in [("edit", Some("Já resolvi!")), ("revoked", None)] {
            on_phone["message"] = json!({ "id": "3EB1", "fromMe": true, "type": kind, "text": "Já resolvi!",
                                          "msgId": "true_556298765432@c.us_3EB0" });
            let expected = Understood::ChangedOnPhone {
                original: "true_556298765432@c.us_3EB0".to_owned(),
                body: body.map(str::to_owned),
            };
            assert_eq!(understand(&on_phone).unwrap(), expected);
        }
    }

    #[test]
    fn a_reaction_is_on_a_message() {
        let reaction = message(json!({ "type": "reaction", "text": "👍", "reply_to": "50d8b950-a67f" }));
        assert_eq!((reaction.kind, reaction.body.as_str()), (MessageKind::Reaction, "👍"));
        assert_eq!(reaction.extra, json!({ "quoted": "50d8b950-a67f" }));
        let by_id = message(json!({ "type": "reaction", "text": "👍", "msgId": "50d8b950-a67f" }));
        assert_eq!(by_id.extra, json!({ "quoted": "50d8b950-a67f" }));
        let nowhere = message(json!({ "type": "reaction", "text": "👍" }));
        assert_eq!(nowhere.extra, json!({ "original_type": "reaction" }));
    }

    #[test]
    fn a_change_names_what_it_changes() {
        let edit = post(json!({ "type": "edit", "text": "tô sem luz", "reply_to": "false_556298765432@c.us_3EAF" }));
        let Ok(Understood::Edit { original, body, .. }) = understand(&edit) else {
            panic!("no edit")
        };
        assert_eq!(
            (original.as_str(), body.as_str()),
            ("false_556298765432@c.us_3EAF", "tô sem luz")
        );
        let taken_back = answering(json!({ "type": "revoked" }), "false_556298765432@c.us_3EAF");
        let revoked = understand(&taken_back);
        assert!(matches!(revoked, Ok(Understood::Revoke { original, .. }) if original.ends_with("3EAF")));
    }

    #[test]
    fn what_we_do_not_know_stays_visible_with_its_words() {
        for name in ["poll", "order", "edit"] {
            let unknown = message(json!({ "type": name, "text": "Qual plano?" }));
            assert_eq!(
                (unknown.kind, unknown.body.as_str()),
                (MessageKind::Unsupported, "Qual plano?")
            );
            assert_eq!(unknown.extra, json!({ "original_type": name }));
        }
        assert_eq!(message(json!({})).extra, json!({ "original_type": "empty" }));
    }

    #[test]
    fn debug_shows_no_number() {
        let edit = json!({ "type": "edit", "text": "oi", "reply_to": "false_556298765432@c.us_3EAF" });
        for post in [post(json!({ "type": "text", "text": "oi" })), post(edit)] {
            let shown = format!("{:?}", understand(&post).unwrap());
            assert!(!shown.contains("98765432"), "{shown}");
        }
    }

    #[test]
    fn the_device_says_whether_it_works() {
        let state = understand(&json!({ "type": "status", "pid": "dc01968f", "phone_id": 12, "status": "qr-code" }));
        assert!(matches!(state, Ok(Understood::ChannelState { works: false, raw }) if raw == "qr-code"));
    }
}
