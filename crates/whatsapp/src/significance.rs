//! Whether somebody waits for an answer to what came in.

use enlace_domain::MessageKind;
use serde_json::Value;

use crate::IncomingMessage;

/// Messages that nobody wrote, by WhatsApp's names: `request_welcome` is a chat opened for the first time, with nothing
/// written yet. They are shown as they came.
pub(crate) const TOLD_BY_WHATSAPP: [&str; 2] = ["system", "request_welcome"];

/// What a message is to the desk, whatever it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Significance {
    /// A person wrote, and waits for an answer.
    Words,
    /// A person did something to an earlier message, like putting an emoji on it or taking that back: they are there, and
    /// wait for nothing.
    Gesture,
    /// WhatsApp itself tells something about a person, who did not write.
    Notice,
}

impl IncomingMessage {
    /// What it is to the desk.
    #[must_use]
    pub fn significance(&self) -> Significance {
        let unknown = self.extra.get("original_type").and_then(Value::as_str);
        match (self.kind, unknown) {
            // one that does not say which message it takes back, or answers with a sign
            (MessageKind::Reaction, _) | (_, Some("revoke" | "reaction")) => Significance::Gesture,
            (_, Some(name)) if TOLD_BY_WHATSAPP.contains(&name) => Significance::Notice,
            _ => Significance::Words,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Sender;

    fn of(kind: MessageKind, extra: Value) -> Significance {
        let from = Sender {
            wa_id: None,
            bsuid: Some("BR.1502".to_owned()),
        };
        let message = IncomingMessage {
            provider_message_id: "wamid.1".to_owned(),
            from,
            profile_name: None,
            kind,
            body: String::new(),
            extra,
            button_payload: None,
            sent_at: None,
        };
        message.significance()
    }

    #[test]
    fn only_what_a_person_writes_waits() {
        let unknown = |name: &str| of(MessageKind::Unsupported, json!({ "original_type": name }));
        assert_eq!(of(MessageKind::Text, json!({})), Significance::Words);
        assert_eq!(of(MessageKind::Sticker, json!({})), Significance::Words);
        assert_eq!(unknown("order"), Significance::Words);
        assert_eq!(
            of(MessageKind::Reaction, json!({ "quoted": "wamid.9" })),
            Significance::Gesture
        );
        assert_eq!(unknown("revoke"), Significance::Gesture);
        assert_eq!(unknown("reaction"), Significance::Gesture);
        assert_eq!(unknown("system"), Significance::Notice);
        assert_eq!(unknown("request_welcome"), Significance::Notice);
    }
}
