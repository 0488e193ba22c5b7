//! The form in which Twilio reports what a subscriber wrote.

use serde_json::json;

use crate::{
    line::TwilioConfig,
    message::{SentKind, Written},
    vendor::Telling,
};

/// The fields of Twilio's inbound webhook. What Twilio does not carry (an edit, a message taken back) is reported by
/// the name of its kind alone.
pub(crate) fn inbound(telling: &Telling<'_>, account: &TwilioConfig) -> Vec<(String, String)> {
    let Telling {
        on,
        id,
        writer,
        written,
        ..
    } = telling;
    let digits = writer.wa_id.as_str();
    let sid = id.as_str();
    let context = json!({ "ProfileName": writer.profile_name, "WaId": digits });
    let channel_metadata = json!({ "type": "whatsapp", "data": { "context": context } });
    let mut form: Vec<(String, String)> = Vec::with_capacity(20);
    let mut put = |name: &str, value: &str| form.push((name.to_owned(), value.to_owned()));
    put("SmsMessageSid", sid);
    put("SmsSid", sid);
    put("MessageSid", sid);
    put("AccountSid", &account.account_sid);
    put("ApiVersion", "2010-04-01");
    put("SmsStatus", "received");
    put("NumSegments", "1");
    put("From", &format!("whatsapp:+{digits}"));
    put("To", &format!("whatsapp:{}", on.line.config.business_number.as_str()));
    put("WaId", digits);
    if !writer.profile_name.is_empty() {
        put("ProfileName", &writer.profile_name);
    }
    put("MessageType", message_type(written));
    put("ChannelMetadata", &channel_metadata.to_string());
    put("Body", body(written));
    let base = format!(
        "{}/2010-04-01/Accounts/{}/Messages/{sid}",
        on.line.api, account.account_sid
    );
    let piece = telling.piece.map(|piece| (piece.id.as_str(), piece.mime_type.as_str()));
    let (media, mime_type) = piece.unzip();
    put("NumMedia", if media.is_some() { "1" } else { "0" });
    if let (Some(media), Some(mime_type)) = (media, mime_type) {
        put("MediaUrl0", &format!("{base}/Media/{media}"));
        put("MediaContentType0", mime_type);
    }
    match written {
        Written::Choice { title, payload }
            if telling.offer.as_ref().is_some_and(|(_, kind)| *kind == SentKind::List) =>
        {
            put("ListTitle", title);
            put("ListId", payload);
        }
        Written::Choice { title, payload } => {
            put("ButtonText", title);
            put("ButtonPayload", payload);
        }
        Written::Location {
            latitude,
            longitude,
            address,
        } => {
            put("Latitude", &latitude.to_string());
            put("Longitude", &longitude.to_string());
            put("Address", address);
        }
        Written::Reaction { to, .. } | Written::Reply { to, .. } => {
            put("OriginalRepliedMessageSid", to.as_str());
            if let Some(number) = &telling.about_from {
                put("OriginalRepliedMessageSender", &format!("whatsapp:+{number}"));
            }
        }
        _ => {}
    }
    form
}

/// Twilio's `MessageType`.
fn message_type(written: &Written) -> &str {
    match written {
        Written::Text(_) | Written::Reply { .. } => "text",
        Written::Choice { .. } => "interactive",
        Written::Audio => "audio",
        Written::Image { .. } => "image",
        Written::Video { .. } => "video",
        Written::Document { .. } => "document",
        Written::Sticker => "sticker",
        Written::Location { .. } => "location",
        Written::Contact { .. } => "contacts",
        Written::Reaction { .. } => "reaction",
        Written::Edit { .. } => "edit",
        Written::Delete { .. } => "revoke",
        Written::Unknown { message_type } => message_type,
    }
}

/// The words; a file without any is called by its name.
fn body(written: &Written) -> &str {
    match written {
        Written::Document { caption, filename } if caption.is_empty() => filename,
        Written::Edit { .. } => "",
        _ => written.body(),
    }
}
