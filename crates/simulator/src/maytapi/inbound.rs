//! What a subscriber wrote, or somebody on the phone itself, as Maytapi reports it.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{ack, ids::chat, storage};
use crate::{
    line::{MaytapiConfig, OnLine},
    message::{MessageId, Written},
    vendor::Telling,
};

/// The body of the webhook. A tap comes as its words, as it does on a phone.
pub(crate) fn inbound(telling: &Telling<'_>, account: &MaytapiConfig) -> Value {
    let number = telling.writer.wa_id.as_str();
    let at = telling.at.unix_timestamp();
    if let Written::Delete { original } = telling.written {
        return ack::deleted(account, number, original, at);
    }
    let mut message = content(telling);
    message["id"] = json!(telling.id);
    message["fromMe"] = json!(false);
    let line = &telling.on.line;
    let mut told = json!({
        "type": "message",
        "product_id": account.product_id,
        "phone_id": account.phone_id,
        "message": message,
        "user": { "id": chat(number), "name": telling.writer.profile_name, "phone": number },
        "conversation": chat(number),
        "receiver": &line.config.business_number.as_str()[1..],
        "timestamp": at,
        "reply": format!("{}/api/{}/{}/sendMessage", line.api, account.product_id, account.phone_id),
    });
    if let Written::Reply { to, .. } = telling.written {
        let from = telling.about_from.as_deref().unwrap_or_default();
        told["quoted"] = json!({ "id": to, "type": "text", "user": { "id": chat(from), "phone": from } });
    }
    told
}

/// The body of the webhook of what somebody of the business wrote to this number on the phone itself.
pub(crate) fn written_on_phone(on: &OnLine, account: &MaytapiConfig, id: &MessageId, to: &str, text: &str) -> Value {
    let own = &on.line.config.business_number.as_str()[1..];
    json!({
        "type": "message",
        "product_id": account.product_id,
        "phone_id": account.phone_id,
        "message": { "type": "text", "text": text, "id": id, "fromMe": true },
        "user": { "id": chat(own), "phone": own },
        "conversation": chat(to),
        "receiver": own,
        "timestamp": OffsetDateTime::now_utc().unix_timestamp(),
    })
}

/// The body of the webhook of a message that they took back there.
pub(crate) fn taken_back_on_phone(account: &MaytapiConfig, to: &str, original: &MessageId) -> Value {
    ack::deleted(account, to, original, OffsetDateTime::now_utc().unix_timestamp())
}

/// The message. Of reactions and edits Maytapi documents no shape: they are told by the name of their kind with the id
/// they are about.
fn content(telling: &Telling<'_>) -> Value {
    let caption = |kind: &str, caption: &str| {
        let mut message = file(telling, kind);
        if !caption.is_empty() {
            message["caption"] = json!(caption);
        }
        message
    };
    match telling.written {
        Written::Text(text) | Written::Reply { text, .. } | Written::Choice { title: text, .. } => {
            json!({ "type": "text", "text": text })
        }
        Written::Audio => file(telling, "ptt"),
        Written::Image { caption: words } => caption("image", words),
        Written::Video { caption: words } => caption("video", words),
        Written::Document {
            caption: words,
            filename,
        } => {
            let mut message = caption("document", words);
            message["filename"] = json!(filename);
            message
        }
        Written::Sticker => file(telling, "sticker"),
        Written::Location {
            latitude, longitude, ..
        } => json!({ "type": "location", "payload": format!("{latitude},{longitude}") }),
        Written::Contact { .. } => {
            let card = telling
                .piece
                .map(|piece| String::from_utf8_lossy(&piece.bytes).into_owned());
            json!({ "type": "vcard", "payload": card })
        }
        Written::Reaction { to, emoji } => json!({ "type": "reaction", "text": emoji, "msgId": to }),
        Written::Edit { original, text } => json!({ "type": "edit", "text": text, "msgId": original }),
        Written::Delete { original } => json!({ "type": "revoked", "msgId": original }),
        Written::Unknown { message_type } => json!({ "type": message_type }),
    }
}

fn file(telling: &Telling<'_>, kind: &str) -> Value {
    let mut message = json!({ "type": kind });
    if let Some(piece) = telling.piece {
        message["url"] = json!(format!("{}{}/{}", telling.on.line.api, storage::PATH, piece.id));
        message["mime"] = json!(piece.mime_type);
        message["filename"] = json!(piece.id);
    }
    message
}
