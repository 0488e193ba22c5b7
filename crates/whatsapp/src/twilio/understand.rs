//! A stored webhook of Twilio in the terms of the desk.

use enlace_domain::{DeliveryStatus, WaId};
use serde_json::Value;

use super::{error_table, form::Fields, message_kind};
use crate::{IncomingMessage, Sender, StatusReport, Understood, WebhookError};

/// What a webhook is about.
pub(super) enum Subject<'a> {
    /// A message that came in.
    Message { sid: &'a str },
    /// A step of a message of ours.
    Status { sid: &'a str, status: &'a str },
}

/// Reads the stored form of a webhook.
///
/// # Errors
/// [`WebhookError::Field`] for a form that [`parse_form`](super::webhook::parse_form) would have refused. Unknown
/// kinds of messages and unknown steps are no error: they are counted, logged and handed on as what they are.
pub fn understand(body: &Value) -> Result<Understood, WebhookError> {
    let form = Fields::of(body)?;
    match subject(form)? {
        Subject::Message { sid } => Ok(Understood::Message(message(form, sid)?)),
        Subject::Status { sid, status } => Ok(Understood::Status(report(form, sid, status))),
    }
}

/// Only reports have a `MessageStatus`; messages have `SmsStatus=received`.
pub(super) fn subject(form: Fields<'_>) -> Result<Subject<'_>, WebhookError> {
    let sid = form
        .filled("MessageSid")
        .filter(|sid| is_sid(sid))
        .ok_or(WebhookError::Field {
            field: "MessageSid",
            allowed: "the message's id: SM or MM and 32 digits; at most 64 letters and digits",
        })?;
    match (form.filled("MessageStatus"), form.filled("SmsStatus")) {
        (Some("received" | "receiving"), _) | (None, Some("received" | "receiving")) => Ok(Subject::Message { sid }),
        (Some(status), _) if is_word(status) => Ok(Subject::Status { sid, status }),
        (Some(_), _) => Err(WebhookError::Field {
            field: "MessageStatus",
            allowed: "a word like delivered; at most 40 letters",
        }),
        (None, _) => Err(WebhookError::Field {
            field: "SmsStatus",
            allowed: "received for a message that came in, or a MessageStatus for a report",
        }),
    }
}

/// The number as `From` spells it (replies go there), else `WaId`; and the business-scoped id where one is told.
pub(super) fn sender(form: Fields<'_>) -> Result<Sender, WebhookError> {
    let from = form.filled("From").and_then(|from| from.strip_prefix("whatsapp:"));
    let wa_id = [from, form.filled("WaId")]
        .into_iter()
        .flatten()
        .find_map(|text| WaId::parse(text).ok());
    let bsuid = [form.filled("ExternalUserId"), form.filled("From")]
        .into_iter()
        .flatten()
        .find_map(bsuid);
    if wa_id.is_none() && bsuid.is_none() {
        return Err(WebhookError::Field {
            field: "From",
            allowed: "whatsapp: and a number with + and its country code, or an ExternalUserId",
        });
    }
    Ok(Sender { wa_id, bsuid })
}

fn message(form: Fields<'_>, sid: &str) -> Result<IncomingMessage, WebhookError> {
    let content = message_kind::read(form);
    if let Some(original) = content.unknown_type() {
        metrics::counter!("enlace_whatsapp_unknown_total", "what" => "message_kind").increment(1);
        tracing::warn!(
            message.sid = sid,
            message.original_type = original,
            "Kept message `{sid}` of an unknown kind"
        );
    }
    Ok(IncomingMessage {
        provider_message_id: sid.to_owned(),
        from: sender(form)?,
        profile_name: form.filled("ProfileName").map(str::to_owned),
        kind: content.kind,
        body: content.body,
        extra: Value::Object(content.extra),
        button_payload: content.button_payload,
        // Twilio's webhook does not say when the subscriber sent it.
        sent_at: None,
    })
}

fn report(form: Fields<'_>, sid: &str, raw_status: &str) -> StatusReport {
    let status = delivery_status(raw_status);
    if status.is_none() {
        metrics::counter!("enlace_whatsapp_unknown_total", "what" => "status").increment(1);
        tracing::warn!(
            message.sid = sid,
            message.status = raw_status,
            "Ignored unknown step `{raw_status}` of `{sid}`"
        );
    }
    let error_code = form
        .filled("ErrorCode")
        .filter(|code| is_sid(code) && *code != "0")
        .map(str::to_owned);
    let error_words = match (&error_code, status) {
        (Some(code), _) => Some(error_table::for_agent(code)),
        (None, Some(DeliveryStatus::Failed)) => Some(error_table::for_agent("")),
        (None, _) => None,
    };
    StatusReport {
        provider_message_id: sid.to_owned(),
        status,
        error_code,
        error_words,
        raw_status: raw_status.to_owned(),
        reference: None,
    }
}

/// Twilio's words for a message's state on our ladder. `Queued` covers all that happens before WhatsApp has it.
pub(super) fn delivery_status(raw: &str) -> Option<DeliveryStatus> {
    match raw {
        "accepted" | "scheduled" | "queued" | "sending" => Some(DeliveryStatus::Queued),
        "sent" => Some(DeliveryStatus::Sent),
        "delivered" => Some(DeliveryStatus::Delivered),
        "read" => Some(DeliveryStatus::Read),
        "failed" | "undelivered" | "canceled" => Some(DeliveryStatus::Failed),
        _ => None,
    }
}

/// `whatsapp:ID.BR.1502…` or `BR.1502…`: a country, a dot, letters and digits (Meta allows 128; the parent form has
/// one more word).
fn bsuid(text: &str) -> Option<String> {
    let id = text.strip_prefix("whatsapp:").unwrap_or(text);
    let id = id.strip_prefix("ID.").unwrap_or(id);
    let (country, rest) = id.split_once('.')?;
    let fits = country.len() == 2
        && country.bytes().all(|letter| letter.is_ascii_uppercase())
        && (1..=140).contains(&rest.len())
        && rest
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == b'.');
    fits.then(|| id.to_owned())
}

fn is_sid(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

fn is_word(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_')
}

#[cfg(test)]
mod tests {
    use enlace_domain::MessageKind;
    use serde_json::json;

    use super::*;
    use crate::twilio::webhook::parse_form;

    const SID: &str = "SM0123456789abcdef0123456789abcdef";

    fn message(more: &str) -> IncomingMessage {
        let raw = format!(
            "MessageSid={SID}&SmsStatus=received&From=whatsapp%3A%2B556298765432&WaId=556298765432\
             &ProfileName=Ana&NumMedia=0&{more}"
        );
        match understand(&parse_form(raw.as_bytes()).unwrap().body).unwrap() {
            Understood::Message(message) => message,
            other => panic!("a message became {other:?}"),
        }
    }

    fn report(more: &str) -> StatusReport {
        let raw = format!("MessageSid={SID}&{more}");
        match understand(&parse_form(raw.as_bytes()).unwrap().body).unwrap() {
            Understood::Status(status) => status,
            other => panic!("a report became {other:?}"),
        }
    }

    fn kind(more: &str) -> MessageKind {
        message(more).kind
    }

    #[test]
    fn words_are_kept_as_they_were_written() {
        let message = message("Body=Ol%C3%A1%2C+t%C3%B4+sem+internet%0A&MessageType=text");
        assert_eq!(message.kind, MessageKind::Text);
        assert_eq!(message.body, "Olá, tô sem internet\n");
        assert_eq!(message.from.wa_id.unwrap().as_str(), "556298765432");
        assert_eq!(message.profile_name.as_deref(), Some("Ana"));
        assert_eq!(message.extra, json!({}));
    }

    #[test]
    fn a_tapped_choice_brings_its_id() {
        let quick_reply = message("Body=Boleto&ButtonText=Boleto&ButtonPayload=financial&MessageType=button");
        assert_eq!(quick_reply.kind, MessageKind::Button);
        assert_eq!(quick_reply.body, "Boleto");
        assert_eq!(quick_reply.button_payload.as_deref(), Some("financial"));
        let list = message("Body=&ListTitle=Internet&ListId=technical&MessageType=interactive");
        assert_eq!((list.kind, list.body.as_str()), (MessageKind::Button, "Internet"));
        assert_eq!(list.button_payload.as_deref(), Some("technical"));
    }

    #[test]
    fn an_unknown_kind_stays_visible() {
        let order = message("MessageType=order&Body=2x+fibra");
        assert_eq!(order.kind, MessageKind::Unsupported);
        assert_eq!(order.body, "2x fibra");
        assert_eq!(order.extra, json!({ "original_type": "order" }));
        assert_eq!(message("Body=").extra, json!({ "original_type": "empty" }));
    }

    #[test]
    fn a_reaction_names_the_message_it_is_on() {
        let reaction = message("MessageType=reaction&Body=%F0%9F%91%8D&OriginalRepliedMessageSid=SM9");
        assert_eq!((reaction.kind, reaction.body.as_str()), (MessageKind::Reaction, "👍"));
        assert_eq!(reaction.extra, json!({ "quoted": "SM9" }));
        // taken back
        assert_eq!(
            kind("MessageType=reaction&Body=&OriginalRepliedMessageSid=SM9"),
            MessageKind::Reaction
        );
    }

    #[test]
    fn a_change_that_twilio_does_not_document_stays_visible() {
        for name in ["edit", "revoke", "unsupported"] {
            let change = message(&format!("MessageType={name}&Body=t%C3%B4+sem+luz"));
            assert_eq!(
                (change.kind, change.body.as_str()),
                (MessageKind::Unsupported, "tô sem luz")
            );
            assert_eq!(change.extra, json!({ "original_type": name }));
        }
    }

    #[test]
    fn what_surrounds_a_message_is_kept() {
        let message = message(
            "Body=oi&OriginalRepliedMessageSid=SM9&OriginalRepliedMessageSender=whatsapp%3A%2B551130000000\
             &Forwarded=true&FrequentlyForwarded=true&ReferralSourceUrl=https%3A%2F%2Ffb.me%2F1&ReferralSourceType=ad",
        );
        let expected = json!({
            "quoted": "SM9",
            "forwarded": "often",
            "referral": { "source": "https://fb.me/1", "type": "ad" },
        });
        assert_eq!(message.extra, expected);
    }

    #[test]
    fn the_sender_may_have_no_phone() {
        let raw = format!("MessageSid={SID}&SmsStatus=received&Body=oi&From=whatsapp%3AID.BR.13491208655302741918");
        let event = parse_form(raw.as_bytes()).unwrap();
        let Ok(Understood::Message(message)) = understand(&event.body) else {
            panic!("no message")
        };
        let expected = Sender {
            wa_id: None,
            bsuid: Some("BR.13491208655302741918".to_owned()),
        };
        assert_eq!(message.from, expected);
    }

    #[test]
    fn reports_stand_on_our_ladder() {
        let status = |word: &str| report(&format!("MessageStatus={word}")).status;
        assert_eq!(status("sent"), Some(DeliveryStatus::Sent));
        assert_eq!(status("delivered"), Some(DeliveryStatus::Delivered));
        assert_eq!(status("read"), Some(DeliveryStatus::Read));
        assert_eq!(status("undelivered"), Some(DeliveryStatus::Failed));
        let unknown = report("MessageStatus=teleported");
        assert_eq!((unknown.status, unknown.raw_status.as_str()), (None, "teleported"));
    }

    #[test]
    fn a_failure_says_why() {
        let failed = report("MessageStatus=failed&ErrorCode=63016");
        assert_eq!(failed.error_code.as_deref(), Some("63016"));
        assert!(failed.error_words.unwrap().contains("24 horas"));
        let without = report("MessageStatus=failed");
        assert_eq!(without.error_code, None);
        assert!(without.error_words.is_some());
        assert_eq!(report("MessageStatus=sent&ErrorCode=0").error_words, None);
    }
}
