//! A stored update of Meta in the terms of the desk.

use enlace_domain::DeliveryStatus;
use serde_json::Value;
use time::OffsetDateTime;

use super::{
    echo, error_table, message_kind, notice,
    person::{is_bsuid, sender},
};
use crate::{
    IncomingMessage, Sender, StatusReport, Understood, WebhookError, fields::Fields, significance::TOLD_BY_WHATSAPP,
};

/// Reads an update as [`webhook::read`](super::webhook::read) stored it.
///
/// # Errors
/// [`WebhookError::Field`] for what it would not have stored. Unknown kinds of messages and unknown steps are no error.
pub(crate) fn understand(body: &Value) -> Result<Understood, WebhookError> {
    let event = Fields::of(body);
    if body.get("message").is_some() {
        message(event)
    } else if body.get("echo").is_some() {
        echo::understand(event.inner("echo"))
    } else if body.get("status").is_some() {
        report(event.inner("status"))
    } else if body.get("field").is_some() {
        Ok(notice::read(event))
    } else {
        Err(WebhookError::Field {
            field: "body",
            allowed: "a message, an echo, a status or a field with its value",
        })
    }
}

fn message(event: Fields<'_>) -> Result<Understood, WebhookError> {
    let message = event.inner("message");
    let provider_message_id = own_id(message)?;
    let from = sender(event);
    let change = message.inner(message.text("type"));
    if let Some(original) = change.filled("original_message_id").map(str::to_owned) {
        match message.text("type") {
            "edit" => {
                let body = message_kind::read(change.inner("message")).body;
                return Ok(Understood::Edit { from, original, body });
            }
            "revoke" => return Ok(Understood::Revoke { from, original }),
            _ => {}
        }
    }
    if message.text("type") == "system"
        && let Some(to) = new_number(change)
    {
        return Ok(Understood::NumberChanged { from, to });
    }
    let name = event.inner("contact").inner("profile").filled("name");
    Ok(Understood::Message(content(message, provider_message_id, from, name)))
}

/// A message with what it carries; `from` is whom the chat is with.
pub(super) fn content(
    message: Fields<'_>,
    provider_message_id: String,
    from: Sender,
    name: Option<&str>,
) -> IncomingMessage {
    let content = message_kind::read(message);
    if let Some(original) = content.extra.get("original_type").and_then(Value::as_str)
        && !TOLD_BY_WHATSAPP.contains(&original)
    {
        metrics::counter!("enlace_whatsapp_unknown_total", "what" => "message_kind").increment(1);
        tracing::warn!(message.original_type = original, "Kept a message of an unknown kind");
    }
    IncomingMessage {
        provider_message_id,
        from,
        profile_name: name.map(str::to_owned),
        kind: content.kind,
        body: content.body,
        extra: Value::Object(content.extra),
        button_payload: content.button_payload,
        sent_at: message
            .number("timestamp")
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
    }
}

/// Who a subscriber is from now on, where that is what Meta's own message tells: by another number, or, of somebody whose
/// number is hidden, by another id (developers.facebook.com, "System messages webhook reference", 2026-08-11).
fn new_number(system: Fields<'_>) -> Option<Sender> {
    if !matches!(system.text("type"), "user_changed_number" | "user_changed_user_id") {
        return None;
    }
    let number = [system.filled("wa_id"), system.filled("new_wa_id")];
    let to = Sender {
        wa_id: number.into_iter().flatten().find_map(|text| text.parse().ok()),
        bsuid: system.filled("user_id").filter(|id| is_bsuid(id)).map(str::to_owned),
    };
    (!to.key().is_empty()).then_some(to)
}

fn report(status: Fields<'_>) -> Result<Understood, WebhookError> {
    let raw_status = status.text("status").to_owned();
    let step = match raw_status.as_str() {
        "sent" => Some(DeliveryStatus::Sent),
        "delivered" => Some(DeliveryStatus::Delivered),
        "read" | "played" => Some(DeliveryStatus::Read),
        "failed" => Some(DeliveryStatus::Failed),
        _ => None,
    };
    if step.is_none() {
        metrics::counter!("enlace_whatsapp_unknown_total", "what" => "status").increment(1);
    }
    let error_code = status.list("errors").next().and_then(|error| error.id("code"));
    let error_words = match (&error_code, step) {
        (Some(code), _) => Some(error_table::for_agent(code)),
        (None, Some(DeliveryStatus::Failed)) => Some(error_table::for_agent("")),
        (None, _) => None,
    };
    Ok(Understood::Status(StatusReport {
        provider_message_id: own_id(status)?,
        status: step,
        error_code,
        error_words,
        raw_status,
        reference: status.filled("biz_opaque_callback_data").map(str::to_owned),
    }))
}

pub(super) fn own_id(update: Fields<'_>) -> Result<String, WebhookError> {
    update.filled("id").map(str::to_owned).ok_or(WebhookError::Field {
        field: "id",
        allowed: "the message's id, like wamid.HBgM",
    })
}

#[cfg(test)]
mod tests {
    use enlace_domain::MessageKind;
    use serde_json::json;

    use super::*;
    use crate::Significance;

    fn message(more: Value) -> IncomingMessage {
        let mut message = json!({ "from": "556298765432", "id": "wamid.1", "timestamp": "1795348800" });
        message
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let contact = json!({ "profile": { "name": "Ana" }, "wa_id": "556298765432", "user_id": "BR.1502" });
        match understand(&json!({ "message": message, "contact": contact })).unwrap() {
            Understood::Message(message) => message,
            other => panic!("a message became {other:?}"),
        }
    }

    fn status(more: Value) -> StatusReport {
        match understand(&json!({ "status": more })).unwrap() {
            Understood::Status(report) => report,
            other => panic!("a report became {other:?}"),
        }
    }

    #[test]
    fn words_come_with_who_and_when() {
        let message = message(json!({ "type": "text", "text": { "body": "caiu a internet" } }));
        assert_eq!(
            (message.kind, message.body.as_str()),
            (MessageKind::Text, "caiu a internet")
        );
        assert_eq!(message.from.bsuid.as_deref(), Some("BR.1502"));
        assert_eq!(message.profile_name.as_deref(), Some("Ana"));
        assert_eq!(message.sent_at.unwrap().unix_timestamp(), 1_795_348_800);
    }

    #[test]
    fn files_are_known_by_their_id() {
        let voice =
            message(json!({ "type": "audio", "audio": { "id": "77", "mime_type": "audio/ogg", "voice": true } }));
        assert_eq!(voice.kind, MessageKind::Audio);
        assert_eq!(
            voice.extra["media"],
            json!([{ "id": "77", "content_type": "audio/ogg", "voice": true }])
        );
        let bill =
            message(json!({ "type": "document", "document": { "id": "78", "filename": "a.pdf", "caption": "conta" } }));
        assert_eq!((bill.kind, bill.body.as_str()), (MessageKind::Document, "conta"));
        assert_eq!(bill.extra["media"][0]["file_name"], "a.pdf");
    }

    #[test]
    fn every_other_kind_is_read() {
        let place = message(
            json!({ "type": "location", "location": { "latitude": -16.6, "longitude": -49.2, "name": "Casa" } }),
        );
        assert_eq!(place.extra["location"]["label"], "Casa");
        let card = message(json!({ "type": "contacts", "contacts": [
            { "name": { "formatted_name": "Bia" }, "phones": [{ "phone": "+5562991234567" }] }] }));
        assert_eq!(
            card.extra["contacts"],
            json!([{ "name": "Bia", "phones": ["+5562991234567"] }])
        );
        let reaction = message(json!({ "type": "reaction", "reaction": { "message_id": "wamid.9", "emoji": "👍" } }));
        assert_eq!((reaction.kind, reaction.body.as_str()), (MessageKind::Reaction, "👍"));
        assert_eq!(reaction.extra["quoted"], "wamid.9");
        let list = message(json!({ "type": "interactive", "interactive": {
            "type": "list_reply", "list_reply": { "id": "financial", "title": "Boleto" } } }));
        assert_eq!((list.kind, list.body.as_str()), (MessageKind::Button, "Boleto"));
        assert_eq!(list.button_payload.as_deref(), Some("financial"));
        let quick = message(json!({ "type": "button", "button": { "payload": "sim", "text": "Sim" } }));
        assert_eq!(
            (quick.kind, quick.button_payload.as_deref()),
            (MessageKind::Button, Some("sim"))
        );
        let order = message(json!({ "type": "order", "order": {} }));
        assert_eq!(order.kind, MessageKind::Unsupported);
        assert_eq!(order.extra["original_type"], "order");
    }

    #[test]
    fn what_surrounds_a_message_is_kept() {
        let message = message(json!({ "type": "text", "text": { "body": "oi" },
            "context": { "id": "wamid.5", "frequently_forwarded": true }, "referral": { "source_url": "https://fb.me/1" } }));
        assert_eq!(
            message.extra,
            json!({ "quoted": "wamid.5", "forwarded": "often", "referral": { "source": "https://fb.me/1" } })
        );
    }

    #[test]
    fn an_edit_and_a_revoke_name_the_message() {
        let of = |kind: &str, inner: Value| {
            understand(&json!({ "message": { "from": "556298765432", "id": "wamid.2", "type": kind, kind: inner }, "contact": null })).unwrap()
        };
        let edit = of(
            "edit",
            json!({ "original_message_id": "wamid.1", "message": { "type": "text", "text": { "body": "agora" } } }),
        );
        assert!(matches!(edit, Understood::Edit { original, body, .. } if original == "wamid.1" && body == "agora"));
        let revoke = of("revoke", json!({ "original_message_id": "wamid.1" }));
        assert!(matches!(revoke, Understood::Revoke { original, .. } if original == "wamid.1"));
    }

    #[test]
    fn reports_stand_on_our_ladder_and_name_the_attempt() {
        let read = status(json!({ "id": "wamid.9", "status": "played", "biz_opaque_callback_data": "x.1" }));
        assert_eq!(
            (read.status, read.reference.as_deref()),
            (Some(DeliveryStatus::Read), Some("x.1"))
        );
        let failed = status(json!({ "id": "wamid.9", "status": "failed", "errors": [{ "code": 131_047 }] }));
        assert_eq!(failed.error_code.as_deref(), Some("131047"));
        assert!(failed.error_words.unwrap().contains("24 horas"));
        assert_eq!(status(json!({ "id": "wamid.9", "status": "teleported" })).status, None);
    }

    #[test]
    fn a_new_number_is_told() {
        let moved = |system: Value| {
            understand(
                &json!({ "message": { "from": "556298765432", "id": "wamid.1", "timestamp": "1795348800",
                                             "type": "system", "system": system } }),
            )
        };
        let changed = moved(json!({ "type": "user_changed_number", "body": "mudou", "wa_id": "556291234567" }));
        let Ok(Understood::NumberChanged { from, to }) = changed else {
            panic!("{changed:?}");
        };
        assert_eq!(from.wa_id.unwrap().as_str(), "556298765432");
        assert_eq!(to.wa_id.unwrap().as_str(), "556291234567");
        let hidden = understand(
            &json!({ "message": { "id": "wamid.2", "timestamp": "1795348800", "type": "system", "system": {
                "type": "user_changed_user_id", "user_id": "BR.1503", "previous_user_id": "BR.1502" } } }),
        );
        let Ok(Understood::NumberChanged { from, to }) = hidden else {
            panic!("{hidden:?}");
        };
        assert_eq!((from.wa_id, from.bsuid.as_deref()), (None, Some("BR.1502")));
        assert_eq!((to.wa_id, to.bsuid.as_deref()), (None, Some("BR.1503")));
        for other in [
            json!({ "type": "user_changed_number", "body": "mudou" }),
            json!({ "type": "customer_identity_changed", "wa_id": "556291234567" }),
        ] {
            let Ok(Understood::Message(shown)) = moved(other) else {
                panic!("it is shown as it came");
            };
            assert_eq!(shown.significance(), Significance::Notice, "nobody wrote");
        }
    }
}
