//! Webhooks of any content: nothing makes us panic, and whatever is stored can be understood.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ours::Ours, understand::understand, webhook::read};
use crate::{EventKind, any_webhook::any_json};

/// Reads a post with this value, and understands everything that would be stored of it.
fn take(field: &str, value: &Value) -> Result<(), TestCaseError> {
    let post = json!({ "entry": [{ "id": "1", "changes": [{ "field": field, "value": value }] }] }).to_string();
    let events = read(Ours::default(), post.as_bytes()).unwrap();
    for event in events {
        let stored = serde_json::to_string(&event.body).unwrap();
        prop_assert!(!stored.contains("\\u0000"));
        prop_assert!(!event.key.contains('\0'));
        if matches!(event.kind, EventKind::Unreadable { .. }) {
            continue;
        }
        prop_assert!(understand(&serde_json::from_str(&stored).unwrap()).is_ok(), "{stored}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(raw in prop::collection::vec(any::<u8>(), 0..1_000)) {
        drop(read(Ours::default(), &raw));
    }

    /// Messages of every kind with arbitrary words in the places we read.
    #[test]
    fn a_message_of_any_words(
        kind in prop::sample::select(vec![
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
        take("messages", &json!({ "messages": [message] }))?;
        let mut echo = message;
        echo["to"] = json!("556298765432");
        take("smb_message_echoes", &json!({ "message_echoes": [echo] }))?;
    }

    #[test]
    fn a_message_of_any_shape(
        kind in "[a-z_]{0,12}",
        from in any::<String>(),
        inner in any_json(),
        around in any_json(),
    ) {
        let mut message = json!({ "from": from, "from_user_id": "BR.1502", "id": "wamid.1", "type": kind, "context": around,
                                  "referral": around, "timestamp": around });
        message[&kind] = inner;
        message["id"] = json!("wamid.1");
        take("messages", &json!({ "messages": [message], "contacts": around }))?;
    }

    #[test]
    fn a_report_of_any_shape(step in any::<String>(), known in any::<bool>(), inner in any_json()) {
        let step = if known { "failed".to_owned() } else { step };
        let status = json!({ "id": "wamid.1", "status": step, "errors": [{ "code": inner }, inner],
                             "biz_opaque_callback_data": inner });
        take("messages", &json!({ "statuses": [status] }))?;
    }

    #[test]
    fn a_notice_of_any_shape(
        field in prop::sample::select(vec!["message_template_status_update", "user_preferences", "account_update"]),
        word in any::<String>(),
        value in any_json(),
    ) {
        take(field, &value)?;
        let preference = json!({ "wa_id": word, "user_id": value, "category": "marketing_messages", "value": word });
        take(field, &json!({ "event": word, "reason": value, "user_preferences": [preference, value] }))?;
    }
}
