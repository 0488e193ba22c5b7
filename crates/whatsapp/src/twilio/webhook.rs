//! Twilio's webhooks, just far enough to store them once: is it a message or a report, whose, and has it come before.
//!
//! Messages and status reports come to the same address. Fields are described at
//! <https://www.twilio.com/docs/messaging/guides/webhook-request>; new ones may come unannounced and are kept.

use enlace_domain::PhoneNumber;
use serde_json::Value;

use super::form::{Fields, decode as decode_form, to_json};
pub use super::understand::understand;
use super::understand::{Subject, sender, subject};
use crate::{EventKind, InboundEvent, WebhookError, fields::without_nul};

/// Names and values of the form in the order they came, decoded: what [`verify`](super::signature::verify) and
/// [`read_fields`] want.
///
/// # Errors
/// [`WebhookError::TooManyFields`] above 200 fields, [`WebhookError::LongFieldName`] above 100 characters.
pub fn decode(raw: &[u8]) -> Result<Vec<(String, String)>, WebhookError> {
    decode_form(raw)
}

/// Reads the raw body of a webhook.
///
/// # Errors
/// [`WebhookError`] with the field at fault and what is allowed there.
pub fn parse_form(raw: &[u8]) -> Result<InboundEvent, WebhookError> {
    read_fields(&decode(raw)?)
}

/// Reads a webhook whose form is decoded. The key of a message is its `MessageSid`; that of a report is
/// `MessageSid:MessageStatus`, for each step of a message is reported once.
///
/// # Errors
/// [`WebhookError::Field`] with the field at fault and what is allowed there.
pub fn read_fields(fields: &[(String, String)]) -> Result<InboundEvent, WebhookError> {
    read_body(to_json(fields))
}

/// The same as the events of a post, of which there is one.
pub(super) fn read_form(fields: &[(String, String)]) -> Result<Vec<InboundEvent>, WebhookError> {
    Ok(vec![read_fields(fields)?])
}

/// Reads a webhook that was kept: the form as it came, or the object that is made of it, which is what people mend.
pub(super) fn read_text(text: &[u8]) -> Result<InboundEvent, WebhookError> {
    match serde_json::from_slice(text) {
        Ok(body @ Value::Object(_)) => read_body(without_nul(body)),
        _ => parse_form(text),
    }
}

/// The object that is made of a form that was kept; `None` for what is too long to be one.
pub(super) fn as_json(text: &[u8]) -> Option<Value> {
    match serde_json::from_slice(text) {
        Ok(body @ Value::Object(_)) => Some(body),
        _ => decode(text).ok().map(|fields| to_json(&fields)),
    }
}

fn read_body(body: Value) -> Result<InboundEvent, WebhookError> {
    let form = Fields::of(&body)?;
    let (key, kind) = match subject(form)? {
        Subject::Message { sid } => (
            sid.to_owned(),
            EventKind::Message {
                sender_key: sender(form)?.key(),
            },
        ),
        Subject::Status { sid, status } => (
            format!("{sid}:{status}"),
            EventKind::Status {
                provider_message_id: sid.to_owned(),
            },
        ),
    };
    Ok(InboundEvent { key, body, kind })
}

/// The number of ours that a message was written to; `None` for a report, and where none is named.
pub(super) fn written_to(fields: &[(String, String)]) -> Option<PhoneNumber> {
    let filled = |name: &str| {
        let value = fields.iter().find(|(field, _)| field == name);
        value.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let status = filled("MessageStatus").or_else(|| filled("SmsStatus"));
    if !matches!(status, Some("received" | "receiving")) {
        return None;
    }
    PhoneNumber::parse(filled("To")?.strip_prefix("whatsapp:")?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Understood;

    const SID: &str = "SM0123456789abcdef0123456789abcdef";

    fn message(more: &str) -> String {
        format!("MessageSid={SID}&SmsStatus=received&From=whatsapp%3A%2B556298765432&{more}")
    }

    #[test]
    fn a_message_is_keyed_by_its_sid_and_ordered_by_its_sender() {
        let event = parse_form(message("Body=oi").as_bytes()).unwrap();
        assert_eq!(event.key, SID);
        assert_eq!(
            event.kind,
            EventKind::Message {
                sender_key: "556298765432".to_owned()
            }
        );
        let with_ninth = message("Body=oi").replace("556298765432", "5562998765432");
        assert_eq!(parse_form(with_ninth.as_bytes()).unwrap().kind, event.kind);
    }

    #[test]
    fn a_report_is_keyed_by_sid_and_step() {
        let raw =
            format!("MessageSid={SID}&MessageStatus=delivered&SmsStatus=delivered&To=whatsapp%3A%2B5562998765432");
        let event = parse_form(raw.as_bytes()).unwrap();
        assert_eq!(event.key, format!("{SID}:delivered"));
        assert_eq!(
            event.kind,
            EventKind::Status {
                provider_message_id: SID.to_owned()
            }
        );
    }

    #[test]
    fn a_repeat_has_the_same_key_whatever_order_its_fields_have() {
        let first = parse_form(message("Body=oi&NumMedia=0").as_bytes()).unwrap();
        let again = parse_form(message("NumMedia=0&Body=oi").as_bytes()).unwrap();
        assert_eq!(first, again);
    }

    #[test]
    fn a_person_without_a_phone_is_ordered_by_the_business_scoped_id() {
        let raw = format!("MessageSid={SID}&SmsStatus=received&ExternalUserId=whatsapp%3AID.BR.1502&Body=oi");
        let event = parse_form(raw.as_bytes()).unwrap();
        assert_eq!(
            event.kind,
            EventKind::Message {
                sender_key: "BR.1502".to_owned()
            }
        );
    }

    #[test]
    fn an_error_names_the_field_and_what_is_allowed() {
        let cases = [
            ("SmsStatus=received".to_owned(), "MessageSid: "),
            ("MessageSid=SM%27&SmsStatus=received".to_owned(), "MessageSid: "),
            (format!("MessageSid={SID}"), "SmsStatus: "),
            (format!("MessageSid={SID}&MessageStatus=a+b"), "MessageStatus: "),
            (format!("MessageSid={SID}&SmsStatus=received&Body=oi"), "From: "),
            (
                format!("MessageSid={SID}&SmsStatus=received&From=%2B5562998765432"),
                "From: ",
            ),
        ];
        for (raw, begins) in cases {
            let error = parse_form(raw.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(begins), "{raw}: {error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            if let Ok(event) = parse_form(&raw) {
                prop_assert!(!event.key.is_empty());
            }
        }

        /// Forms that get past the first checks, with arbitrary words in every field that we read.
        #[test]
        fn whatever_is_stored_can_be_understood(
            names in proptest::collection::vec(proptest::sample::select(READ.to_vec()), 0..20),
            values in proptest::collection::vec(any::<String>(), 20),
        ) {
            let mut form = url::form_urlencoded::Serializer::new(message("x=y"));
            form.extend_pairs(names.iter().zip(&values));
            if let Ok(event) = parse_form(form.finish().as_bytes()) {
                let stored = serde_json::to_string(&event.body).unwrap();
                prop_assert!(!stored.contains("\\u0000"));
                let understood = understand(&serde_json::from_str(&stored).unwrap());
                prop_assert!(matches!(understood, Ok(Understood::Message(_) | Understood::Status(_))));
            }
        }

        #[test]
        fn no_json_makes_it_panic(text in any::<String>(), number in any::<f64>()) {
            for body in [serde_json::json!(text), serde_json::json!(number), serde_json::json!({ &text: number }),
                         serde_json::json!({ "MessageSid": [number, text] }), serde_json::json!({ "MessageSid": [] })] {
                prop_assert!(understand(&body).is_err());
            }
        }
    }

    /// The fields that we look into.
    const READ: [&str; 29] = [
        "MessageStatus",
        "SmsStatus",
        "From",
        "WaId",
        "ExternalUserId",
        "ProfileName",
        "Body",
        "NumMedia",
        "MediaUrl0",
        "MediaContentType0",
        "MediaUrl1",
        "MediaContentType1",
        "MessageType",
        "ButtonText",
        "ButtonPayload",
        "ListId",
        "ListTitle",
        "Latitude",
        "Longitude",
        "Address",
        "Label",
        "ErrorCode",
        "OriginalRepliedMessageSid",
        "Forwarded",
        "FrequentlyForwarded",
        "ReferralSourceUrl",
        "ReferralBody",
        "MediaUrl99999999999999999999",
        "Referral",
    ];
}
