//! What a message carries, read from the object that Meta names after its type.

use enlace_domain::MessageKind;
use serde_json::{Map, Value, json};

use crate::{MediaReference, fields::Fields};

/// More cards than WhatsApp sends in one message.
const CARDS_LIMIT: usize = 100;

/// The part of a message that depends on its kind.
pub(super) struct Content {
    pub(super) kind: MessageKind,
    pub(super) body: String,
    pub(super) extra: Map<String, Value>,
    pub(super) button_payload: Option<String>,
}

/// Reads the content. A kind that we don't know becomes `Unsupported` and keeps whatever words came with it.
pub(super) fn read(message: Fields<'_>) -> Content {
    let mut extra = context(message);
    let name = message.text("type").trim().to_ascii_lowercase();
    let own = message.inner(&name);
    let mut body = own.text("body").to_owned();
    let mut button_payload = None;
    let kind = match name.as_str() {
        "text" if !body.trim().is_empty() => Some(MessageKind::Text),
        "image" => Some(MessageKind::Image),
        "video" => Some(MessageKind::Video),
        "audio" => Some(MessageKind::Audio),
        "document" => Some(MessageKind::Document),
        "sticker" => Some(MessageKind::Sticker),
        "location" => place(own).map(|place| {
            extra.insert("location".to_owned(), place);
            MessageKind::Location
        }),
        "contacts" => Some(contacts(message)).filter(|cards| !cards.is_empty()).map(|cards| {
            extra.insert("contacts".to_owned(), Value::Array(cards));
            MessageKind::Contacts
        }),
        "reaction" => own.filled("message_id").map(|on| {
            extra.insert("quoted".to_owned(), json!(on));
            // an empty one takes it back
            body = own.text("emoji").to_owned();
            MessageKind::Reaction
        }),
        "button" => {
            body = own.text("text").to_owned();
            button_payload = own.filled("payload").map(str::to_owned);
            Some(MessageKind::Button)
        }
        "interactive" => {
            let reply = own.inner(own.text("type"));
            body = [reply.text("title"), reply.text("body"), reply.text("name")]
                .into_iter()
                .find(|words| !words.trim().is_empty())
                .unwrap_or_default()
                .to_owned();
            button_payload = reply.filled("id").map(str::to_owned);
            (!body.is_empty() || button_payload.is_some()).then_some(MessageKind::Button)
        }
        _ => None,
    };
    if kind.is_some_and(is_file) {
        body = own.text("caption").to_owned();
        if let Some(media) = media(own) {
            extra.insert("media".to_owned(), media);
        }
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
        body,
        extra,
        button_payload,
    }
}

/// What surrounds a message of any kind: the message it answers, whether it was passed on, where it came from.
fn context(message: Fields<'_>) -> Map<String, Value> {
    let mut extra = Map::new();
    let context = message.inner("context");
    if let Some(quoted) = context.filled("id") {
        extra.insert("quoted".to_owned(), json!(quoted));
    }
    if context.is("frequently_forwarded") {
        extra.insert("forwarded".to_owned(), json!("often"));
    } else if context.is("forwarded") {
        extra.insert("forwarded".to_owned(), json!("once"));
    }
    let referral = message.inner("referral");
    let names = [
        ("source", "source_url"),
        ("type", "source_type"),
        ("id", "source_id"),
        ("headline", "headline"),
        ("body", "body"),
    ];
    let referral: Map<String, Value> = names
        .iter()
        .filter_map(|(key, name)| Some(((*key).to_owned(), json!(referral.filled(name)?))))
        .collect();
    if !referral.is_empty() {
        extra.insert("referral".to_owned(), Value::Object(referral));
    }
    extra
}

const fn is_file(kind: MessageKind) -> bool {
    matches!(
        kind,
        MessageKind::Image | MessageKind::Video | MessageKind::Document | MessageKind::Audio | MessageKind::Sticker
    )
}

/// The one file of a message, as a list of [`MediaReference`]. The address Meta may name ends within minutes; the id
/// lasts seven days.
fn media(own: Fields<'_>) -> Option<Value> {
    let reference = MediaReference {
        url: None,
        id: own.filled("id").map(str::to_owned),
        content_type: own.filled("mime_type").map(str::to_owned),
        file_name: own.filled("filename").map(str::to_owned),
        voice: own.is("voice"),
    };
    serde_json::to_value([reference]).ok()
}

/// `{latitude, longitude, address, label}`, degrees as numbers; only for a place on earth.
fn place(own: Fields<'_>) -> Option<Value> {
    let degrees = |name: &str, limit: f64| {
        let value = own.inner(name).to_value();
        let degrees = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        degrees.filter(|degrees| degrees.abs() <= limit)
    };
    Some(json!({
        "latitude": degrees("latitude", 90.0)?,
        "longitude": degrees("longitude", 180.0)?,
        "address": own.filled("address"),
        "label": own.filled("name"),
    }))
}

/// `{name, phones}` of each card.
fn contacts(message: Fields<'_>) -> Vec<Value> {
    let card = |card: Fields<'_>| {
        let name = card.inner("name");
        let phones: Vec<&str> = card.list("phones").filter_map(|phone| phone.filled("phone")).collect();
        json!({ "name": name.filled("formatted_name").or_else(|| name.filled("first_name")), "phones": phones })
    };
    message.list("contacts").take(CARDS_LIMIT).map(card).collect()
}
