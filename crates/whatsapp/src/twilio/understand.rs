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
