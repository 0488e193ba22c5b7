//! What a subscriber wrote, as Meta reports it.

use serde_json::{Map, Value, json};

use super::{ids::user_id, problem::title, update::envelope};
use crate::{
    media::{Piece, sha256_hex},
    message::{SentKind, Written},
    vendor::Telling,
};

/// Meta's number of a kind that it doesn't carry.
const UNSUPPORTED: u32 = 131_051;

/// The body of the webhook.
pub(crate) fn inbound(telling: &Telling<'_>) -> Value {
    let number = telling.writer.wa_id.as_str();
    let user = user_id(number);
    let mut contact = json!({ "profile": { "name": telling.writer.profile_name }, "user_id": user });
    let mut message = json!({
        "from_user_id": user,
        "id": telling.id,
        "timestamp": telling.at.unix_timestamp().to_string(),
    });
    if let Some(message) = message.as_object_mut() {
        message.extend(content(telling));
        message.extend(context(telling));
    }
    if !telling.on.line.hides_number(number) {
        message["from"] = json!(number);
        contact["wa_id"] = json!(number);
    }
    envelope(telling.on, &json!({ "contacts": [contact], "messages": [message] }))
}

/// The type and the object named after it.
fn content(telling: &Telling<'_>) -> Map<String, Value> {
    let (kind, object) = match telling.written {
        Written::Text(text) | Written::Reply { text, .. } => ("text", json!({ "body": text })),
        Written::Choice { title, payload } => tap(telling, title, payload),
        Written::Audio => ("audio", file(telling.piece, "", json!({ "voice": true }))),
        Written::Image { caption } => ("image", file(telling.piece, caption, json!({}))),
        Written::Video { caption } => ("video", file(telling.piece, caption, json!({}))),
        Written::Document { caption, filename } => (
            "document",
            file(telling.piece, caption, json!({ "filename": filename })),
        ),
        Written::Sticker => ("sticker", file(telling.piece, "", json!({ "animated": false }))),
        Written::Location {
            latitude,
            longitude,
            address,
        } => (
            "location",
            json!({ "latitude": latitude, "longitude": longitude, "address": address }),
        ),
        Written::Contact { name, number } => (
            "contacts",
            json!([{
                "name": { "formatted_name": name, "first_name": name },
                "phones": [{ "phone": format!("+{number}"), "wa_id": number, "type": "CELL" }],
            }]),
        ),
        Written::Reaction { to, emoji } if emoji.is_empty() => ("reaction", json!({ "message_id": to })),
        Written::Reaction { to, emoji } => ("reaction", json!({ "message_id": to, "emoji": emoji })),
        Written::Edit { original, text } => (
            "edit",
            json!({
                "original_message_id": original,
                "message": { "context": { "id": original }, "type": "text", "text": { "body": text } },
            }),
        ),
        Written::Delete { original } => ("revoke", json!({ "original_message_id": original })),
        Written::Unknown { message_type } => ("unsupported", json!({ "type": message_type })),
    };
    let mut content = Map::new();
    content.insert("type".to_owned(), json!(kind));
    content.insert(kind.to_owned(), object);
    if matches!(telling.written, Written::Unknown { .. }) {
        let error = json!({
            "code": UNSUPPORTED,
            "title": title(UNSUPPORTED),
            "message": title(UNSUPPORTED),
            "error_data": { "details": "Message type is currently not supported." },
        });
        content.insert("errors".to_owned(), json!([error]));
    }
    content
}

/// A tap on what was offered: a template's button, a line of a list, or a reply button.
fn tap(telling: &Telling<'_>, title: &str, payload: &str) -> (&'static str, Value) {
    let reply = json!({ "id": payload, "title": title });
    match telling.offer.as_ref().map(|(_, kind)| *kind) {
        Some(SentKind::Template) => ("button", json!({ "payload": payload, "text": title })),
        Some(SentKind::List) => ("interactive", json!({ "type": "list_reply", "list_reply": reply })),
        _ => ("interactive", json!({ "type": "button_reply", "button_reply": reply })),
    }
}

fn file(piece: Option<&Piece>, caption: &str, rest: Value) -> Value {
    let mut file = rest;
    if let (Some(file), Some(piece)) = (file.as_object_mut(), piece) {
        file.insert("id".to_owned(), json!(piece.id));
        file.insert("mime_type".to_owned(), json!(piece.mime_type));
        file.insert("sha256".to_owned(), json!(sha256_hex(&piece.bytes)));
        if !caption.is_empty() {
            file.insert("caption".to_owned(), json!(caption));
        }
    }
    file
}

/// The message that it answers.
fn context(telling: &Telling<'_>) -> Map<String, Value> {
    let quoted = match telling.written {
        Written::Reply { to, .. } => Some(to),
        _ => telling.offer.as_ref().map(|(id, _)| id),
    };
    let mut context = Map::new();
    if let Some(quoted) = quoted {
        let from = telling.about_from.as_deref().unwrap_or_default();
        context.insert("context".to_owned(), json!({ "from": from, "id": quoted }));
    }
    context
}
