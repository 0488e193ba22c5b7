//! What a message carries, read from the fields that Maytapi fills for each kind.

use enlace_domain::MessageKind;
use serde_json::{Map, Value, json};

use crate::{
    MediaReference,
    fields::Fields,
    vcard::{self, CARDS_LIMIT},
};

/// The part of a message that depends on its kind.
pub(super) struct Content {
    pub(super) kind: MessageKind,
    pub(super) body: String,
    pub(super) extra: Map<String, Value>,
}

impl Content {
    /// Maytapi's name of a kind that we don't know.
    pub(super) fn unknown_type(&self) -> Option<&str> {
        self.extra.get("original_type").and_then(Value::as_str)
    }
}

/// Reads the content of `message`, which answers the message `quoted`. A kind that we don't know becomes
/// `Unsupported` and keeps whatever words came with it.
pub(super) fn read(message: Fields<'_>, quoted: Option<&str>) -> Content {
    let mut extra = Map::new();
    if let Some(quoted) = quoted {
        extra.insert("quoted".to_owned(), json!(quoted));
    }
    let name = message.text("type").trim().to_ascii_lowercase();
    let kind = match name.as_str() {
        "text" | "link" if !words(message).trim().is_empty() => Some(MessageKind::Text),
        "image" => Some(MessageKind::Image),
        "video" => Some(MessageKind::Video),
        "document" => Some(MessageKind::Document),
        "audio" | "ptt" => Some(MessageKind::Audio),
        "sticker" => Some(MessageKind::Sticker),
        "location" => place(message).map(|place| {
            extra.insert("location".to_owned(), place);
            MessageKind::Location
        }),
        "vcard" | "multi_vcard" | "contact" => contacts(message).map(|contacts| {
            extra.insert("contacts".to_owned(), contacts);
            MessageKind::Contacts
        }),
        // without the message it is on, a reaction is one line nobody could place
        "reaction" if quoted.is_some() => Some(MessageKind::Reaction),
        _ => None,
    };
    if let Some(media) = kind.filter(|kind| is_file(*kind)).and_then(|_| media(message, &name)) {
        extra.insert("media".to_owned(), media);
    }
    let kind = kind.unwrap_or_else(|| {
        let original: String = name.chars().take(60).collect();
        let original = if original.is_empty() {
            "empty".to_owned()
        } else {
            original
        };
        extra.insert("original_type".to_owned(), Value::String(original));
        MessageKind::Unsupported
    });
    Content {
        kind,
        body: words(message).to_owned(),
        extra,
    }
}

/// The words of any kind of message.
pub(super) fn words(message: Fields<'_>) -> &str {
    ["text", "caption", "message"]
        .into_iter()
        .map(|name| message.text(name))
        .find(|words| !words.trim().is_empty())
        .unwrap_or_default()
}

const fn is_file(kind: MessageKind) -> bool {
    matches!(
        kind,
        MessageKind::Image | MessageKind::Video | MessageKind::Document | MessageKind::Audio | MessageKind::Sticker
    )
}

/// The one file of a message, as a list of [`MediaReference`].
fn media(message: Fields<'_>, name: &str) -> Option<Value> {
    let reference = MediaReference {
        url: message.filled("url").map(str::to_owned),
        id: None,
        content_type: message.filled("mime").map(str::to_owned),
        file_name: message.filled("filename").map(str::to_owned),
        voice: name == "ptt",
    };
    serde_json::to_value([reference]).ok()
}

/// `payload` is `latitude,longitude`; only for a place on earth.
fn place(message: Fields<'_>) -> Option<Value> {
    let (latitude, longitude) = message.filled("payload")?.split_once(',')?;
    let degrees = |text: &str, limit: f64| text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= limit);
    let (latitude, longitude) = (degrees(latitude, 90.0)?, degrees(longitude, 180.0)?);
    let words = Some(words(message)).filter(|words| !words.trim().is_empty());
    Some(json!({ "latitude": latitude, "longitude": longitude, "address": null, "label": words }))
}

/// The cards of a list, or the one card of `payload`.
fn contacts(message: Fields<'_>) -> Option<Value> {
    let mut contacts: Vec<Value> = message
        .list("vcardList")
        .take(CARDS_LIMIT)
        .map(|card| vcard::contact(card.filled("displayName"), card.text("vcard")))
        .collect();
    if contacts.is_empty() {
        contacts.extend(message.filled("payload").map(|card| vcard::contact(None, card)));
    }
    (!contacts.is_empty()).then_some(Value::Array(contacts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(message: Value) -> Content {
        read(Fields::of(&message), None)
    }

    #[test]
    fn a_file_is_named_with_its_caption() {
        for (name, kind) in [
            ("image", MessageKind::Image),
            ("video", MessageKind::Video),
            ("document", MessageKind::Document),
            ("audio", MessageKind::Audio),
            ("sticker", MessageKind::Sticker),
        ] {
            let file = message(
                json!({ "type": name, "url": "https://cdn.maytapi.com/flow/1.bin", "caption": "o modem",
                                       "filename": "wa-media-1.bin", "mime": "image/jpeg" }),
            );
            assert_eq!((file.kind, file.body.as_str()), (kind, "o modem"));
            let media = json!([{ "url": "https://cdn.maytapi.com/flow/1.bin", "content_type": "image/jpeg",
                                 "file_name": "wa-media-1.bin" }]);
            assert_eq!(Value::Object(file.extra), json!({ "media": media }));
        }
        let voice = message(json!({ "type": "ptt", "url": "https://cdn.maytapi.com/flow/1.oga", "mime": "audio/ogg" }));
        assert_eq!(
            (voice.kind, &voice.extra["media"][0]["voice"]),
            (MessageKind::Audio, &json!(true))
        );
    }

    #[test]
    fn a_place_has_degrees() {
        let place = message(json!({ "type": "location", "payload": "-16.6869, -49.2648" }));
        assert_eq!(place.kind, MessageKind::Location);
        assert_eq!(place.extra["location"]["latitude"], json!(-16.6869));
        assert_eq!(place.extra["location"]["longitude"], json!(-49.2648));
        for payload in ["91,0", "NaN,0", "0", "0;0"] {
            let kind = message(json!({ "type": "location", "payload": payload })).kind;
            assert_eq!(kind, MessageKind::Unsupported, "{payload}");
        }
    }

    #[test]
    fn cards_are_listed() {
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nTEL:+556298765432\nEND:VCARD";
        let expected = json!([{ "name": "Ana", "phones": ["+556298765432"] }]);
        for cards in [
            json!({ "type": "vcard", "vcardList": [{ "displayName": "Ana", "vcard": card }] }),
            json!({ "type": "multi_vcard", "vcardList": [{ "vcard": card }] }),
            json!({ "type": "contact", "payload": card }),
        ] {
            let contacts = message(cards);
            assert_eq!(
                (contacts.kind, &contacts.extra["contacts"]),
                (MessageKind::Contacts, &expected)
            );
        }
    }
}
