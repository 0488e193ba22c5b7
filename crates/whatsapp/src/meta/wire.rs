//! A message of ours as `POST …/messages` wants it, and the answer.
//!
//! Described at <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>.

use enlace_domain::WaId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::content::content;
use crate::{OutgoingMessage, Recipient};

/// The body of the call.
pub(super) fn message_body(message: &OutgoingMessage) -> Value {
    let (kind, content) = content(&message.content);
    let mut body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": message.reference,
    });
    match &message.to {
        Recipient::Number(number) => body["to"] = json!(number.as_str()),
        Recipient::Bsuid(id) => body["recipient"] = json!(id),
    }
    if let Some(quoted) = &message.quoted {
        body["context"] = json!({ "message_id": quoted });
    }
    body
}

/// The body of the call that shows a message as read.
pub(super) fn read_body(provider_message_id: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "status": "read", "message_id": provider_message_id })
}

/// The answer to a message that was taken.
#[derive(Deserialize)]
pub(super) struct Taken {
    #[serde(default)]
    contacts: Vec<TakenContact>,
    messages: Vec<TakenMessage>,
}

#[derive(Deserialize)]
struct TakenContact {
    #[serde(default)]
    wa_id: Option<String>,
}

#[derive(Deserialize)]
struct TakenMessage {
    id: String,
}

impl Taken {
    /// The message's id.
    pub(super) fn id(&self) -> Option<&str> {
        self.messages
            .first()
            .map(|message| message.id.as_str())
            .filter(|id| !id.is_empty())
    }

    /// The number as WhatsApp spells it, which may differ from the one we wrote by the ninth digit.
    pub(super) fn wa_id(&self) -> Option<WaId> {
        self.contacts.first()?.wa_id.as_deref()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;

    fn message(to: Recipient) -> OutgoingMessage {
        OutgoingMessage {
            to,
            content: Content::Text("oi".to_owned()),
            quoted: None,
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "x.1".to_owned(),
        }
    }

    #[test]
    fn words_go_with_recipient_quote_and_reference() {
        let mut answer = message(Recipient::Number("556298765432".parse().unwrap()));
        answer.quoted = Some("wamid.5".to_owned());
        let expected = json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "556298765432", "type": "text",
            "text": { "body": "oi", "preview_url": false }, "context": { "message_id": "wamid.5" },
            "biz_opaque_callback_data": "x.1",
        });
        assert_eq!(message_body(&answer), expected);
    }

    #[test]
    fn a_person_without_a_number_is_a_recipient() {
        let body = message_body(&message(Recipient::Bsuid("BR.1502".to_owned())));
        assert_eq!((&body["recipient"], body.get("to")), (&json!("BR.1502"), None));
        assert_eq!(body.get("context"), None);
    }

    #[test]
    fn the_answer_tells_the_id_and_the_spelling() {
        let taken: Taken = serde_json::from_str(
            r#"{"messaging_product":"whatsapp","contacts":[{"input":"5562998765432","wa_id":"556298765432"}],"messages":[{"id":"wamid.1"}]}"#,
        )
        .unwrap();
        assert_eq!(
            (taken.id(), taken.wa_id().unwrap().as_str()),
            (Some("wamid.1"), "556298765432")
        );
    }
}
