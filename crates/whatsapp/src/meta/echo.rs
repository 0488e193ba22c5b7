//! What was written on the phone itself, with the WhatsApp Business app or a device linked to it, of a number that is in use
//! there too: the field `smb_message_echoes` (developers.facebook.com, "`smb_message_echoes` webhook reference", 2026-05-21).

use serde_json::json;

use super::{
    kept::{NO_ID, NO_RECIPIENT, kept},
    message_kind,
    person::is_bsuid,
    understand::{content, own_id},
    webhook::id,
};
use crate::{EventKind, InboundEvent, Sender, Understood, WebhookError, fields::Fields};

/// The list of them in a change.
pub(super) const ECHOES: &str = "message_echoes";

/// One event for each, in its turn with what the subscriber writes.
pub(super) fn events(entry: Fields<'_>, change: Fields<'_>) -> Vec<InboundEvent> {
    let value = change.inner("value");
    let event = |echo: Fields<'_>| {
        let sender_key = recipient(echo).key();
        match id(echo) {
            Some(key) if !sender_key.is_empty() => InboundEvent {
                key: key.to_owned(),
                kind: EventKind::Message { sender_key },
                body: json!({ "echo": echo.to_value() }),
            },
            Some(_) => kept(entry, change, (ECHOES, echo), NO_RECIPIENT),
            None => kept(entry, change, (ECHOES, echo), NO_ID),
        }
    };
    value.list(ECHOES).map(event).collect()
}

/// Reads a stored one: a message, or what was done to an earlier one.
pub(super) fn understand(echo: Fields<'_>) -> Result<Understood, WebhookError> {
    let provider_message_id = own_id(echo)?;
    let kind = echo.text("type");
    let change = echo.inner(kind);
    if let Some(original) = change.filled("original_message_id").map(str::to_owned) {
        match kind {
            "edit" => {
                let body = Some(message_kind::read(change.inner("message")).body);
                return Ok(Understood::ChangedOnPhone { original, body });
            }
            "revoke" => return Ok(Understood::ChangedOnPhone { original, body: None }),
            _ => {}
        }
    }
    let to = recipient(echo);
    Ok(Understood::OnPhone(content(echo, provider_message_id, to, None)))
}

/// Whom it is for.
fn recipient(echo: Fields<'_>) -> Sender {
    let bsuid = [echo.filled("to_user_id"), echo.filled("recipient_user_id")];
    Sender {
        wa_id: echo.filled("to").and_then(|text| text.parse().ok()),
        bsuid: bsuid.into_iter().flatten().find(|id| is_bsuid(id)).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::MessageKind;
    use serde_json::Value;

    use super::{
        super::{ours::Ours, understand, webhook},
        *,
    };

    /// The events of a post as Meta sends it.
    fn events(number: &str, echoes: &Value) -> Vec<InboundEvent> {
        let value = json!({
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "556232000000", "phone_number_id": number },
            "message_echoes": echoes,
        });
        let entry = json!({ "id": "9988", "changes": [{ "field": "smb_message_echoes", "value": value }] });
        let post = json!({ "object": "whatsapp_business_account", "entry": [entry] }).to_string();
        let ours = Ours {
            phone_number_id: Some("1122"),
            waba_id: Some("9988"),
            named_only: false,
        };
        webhook::read(ours, post.as_bytes()).unwrap()
    }

    fn echo(more: Value) -> Value {
        let mut echo = json!({ "from": "556232000000", "to": "5562998765432", "id": "wamid.1", "timestamp": "1795348800",
                               "type": "text", "text": { "body": "Já resolvi" } });
        echo.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        echo
    }

    fn understood(more: Value) -> Understood {
        let events = events("1122", &json!([echo(more)]));
        assert_eq!(events.len(), 1);
        understand::understand(&events[0].body).unwrap()
    }

    #[test]
    fn each_is_an_event_ordered_by_whom_it_is_for() {
        let all = json!([
            echo(json!({})),
            echo(json!({ "id": "wamid.2", "to": "" })),
            echo(json!({ "id": "a b" }))
        ]);
        let events = events("1122", &all);
        let kinds: Vec<_> = events.iter().map(|event| event.kind.clone()).collect();
        assert_eq!(events[0].key, "wamid.1");
        let sender_key = "556298765432".to_owned();
        assert_eq!(
            kinds,
            [
                EventKind::Message { sender_key },
                EventKind::Unreadable { why: NO_RECIPIENT },
                EventKind::Unreadable { why: NO_ID },
            ]
        );
        assert!(self::events("9999", &all).is_empty(), "another number's");
    }

    #[test]
    fn it_is_read_as_a_message_to_the_subscriber() {
        let Understood::OnPhone(written) = understood(json!({})) else {
            panic!("it became something else");
        };
        assert_eq!(written.provider_message_id, "wamid.1");
        assert_eq!(written.from.wa_id, Some("5562998765432".parse().unwrap()));
        assert_eq!((written.kind, written.body.as_str()), (MessageKind::Text, "Já resolvi"));
        assert_eq!(written.sent_at.unwrap().unix_timestamp(), 1_795_348_800);
        let image =
            json!({ "type": "image", "image": { "id": "77", "mime_type": "image/jpeg", "caption": "o modem" } });
        let Understood::OnPhone(picture) = understood(image) else {
            panic!("it became something else");
        };
        assert_eq!((picture.kind, picture.body.as_str()), (MessageKind::Image, "o modem"));
        assert_eq!(
            picture.extra["media"],
            json!([{ "id": "77", "content_type": "image/jpeg" }])
        );
    }

    #[test]
    fn a_change_is_one_of_an_earlier_message() {
        let changed = |body: Option<&str>| Understood::ChangedOnPhone {
            original: "wamid.0".to_owned(),
            body: body.map(str::to_owned),
        };
        let edit = json!({ "type": "edit", "edit": { "original_message_id": "wamid.0",
                           "message": { "type": "text", "text": { "body": "Já resolvi!" } } } });
        assert_eq!(understood(edit), changed(Some("Já resolvi!")));
        let revoke = json!({ "type": "revoke", "revoke": { "original_message_id": "wamid.0" } });
        assert_eq!(understood(revoke), changed(None));
    }

    #[test]
    fn a_hidden_number_is_known_by_its_id() {
        let Understood::OnPhone(written) = understood(json!({ "to": "", "to_user_id": "BR.1502" })) else {
            panic!("it became something else");
        };
        assert_eq!(written.from.key(), "BR.1502");
    }
}
