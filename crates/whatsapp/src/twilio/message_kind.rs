//! What a message carries, read from the fields that Twilio fills for each kind.

use enlace_domain::MessageKind;
use serde_json::{Map, Value, json};

use super::form::Fields;

/// WhatsApp sends one file a message, Twilio allows ten.
const MEDIA_LIMIT: usize = 10;

/// Twilio's names for messages that are words, the subscriber's own or those of a tapped choice.
const WORDS: [&str; 4] = ["text", "button", "interactive", "list"];

/// The part of a message that depends on its kind.
pub(super) struct Content {
    pub(super) kind: MessageKind,
    pub(super) body: String,
    pub(super) extra: Map<String, Value>,
    pub(super) button_payload: Option<String>,
}

impl Content {
    /// Twilio's name of a kind that we don't know.
    pub(super) fn unknown_type(&self) -> Option<&str> {
        self.extra.get("original_type").and_then(Value::as_str)
    }
}

/// Reads the content. A kind that we don't know becomes `Unsupported` and keeps whatever words came with it.
pub(super) fn read(form: Fields<'_>) -> Content {
    let mut extra = context(form);
    let mut body = form.text("Body").to_owned();
    // A tap on a quick reply has ButtonText and ButtonPayload, one on a list has ListTitle and ListId.
    let title = form.filled("ButtonText").or_else(|| form.filled("ListTitle"));
    let button_payload = form
        .filled("ButtonPayload")
        .or_else(|| form.filled("ListId"))
        .map(str::to_owned);
    let message_type = form.filled("MessageType").map(str::to_ascii_lowercase);
    let media = media(form);

    let kind = if message_type.as_deref() == Some("reaction") {
        MessageKind::Reaction
    } else if title.is_some() || button_payload.is_some() {
        if body.trim().is_empty() {
            body = title.unwrap_or_default().to_owned();
        }
        MessageKind::Button
    } else if let Some(place) = place(form) {
        extra.insert("location".to_owned(), place);
        MessageKind::Location
    } else if let Some(first) = media.first() {
        media_kind(
            first["content_type"].as_str().unwrap_or_default(),
            message_type.as_deref(),
        )
    } else if !body.trim().is_empty() && message_type.as_deref().is_none_or(|name| WORDS.contains(&name)) {
        MessageKind::Text
    } else {
        let original: String = message_type.as_deref().unwrap_or("empty").chars().take(60).collect();
        extra.insert("original_type".to_owned(), Value::String(original));
        MessageKind::Unsupported
    };
    if !media.is_empty() {
        extra.insert("media".to_owned(), Value::Array(media));
    }
    Content {
        kind,
        body,
        extra,
        button_payload,
    }
}

/// What surrounds a message of any kind.
fn context(form: Fields<'_>) -> Map<String, Value> {
    let mut extra = Map::new();
    if let Some(sid) = form.filled("OriginalRepliedMessageSid") {
        extra.insert("quoted".to_owned(), json!(sid));
    }
    if form.filled("FrequentlyForwarded") == Some("true") {
        extra.insert("forwarded".to_owned(), json!("often"));
    } else if form.filled("Forwarded") == Some("true") {
        extra.insert("forwarded".to_owned(), json!("once"));
    }
    let referral = [
        ("source", "ReferralSourceUrl"),
        ("source_id", "ReferralSourceId"),
        ("type", "ReferralSourceType"),
        ("headline", "ReferralHeadline"),
        ("body", "ReferralBody"),
        ("click_id", "ReferralCtwaClid"),
    ];
    let referral: Map<String, Value> = referral
        .iter()
        .filter_map(|(key, name)| Some(((*key).to_owned(), json!(form.filled(name)?))))
        .collect();
    if !referral.is_empty() {
        extra.insert("referral".to_owned(), Value::Object(referral));
    }
    extra
}

/// The files, in order: `{url, content_type}`. Fetching one takes the channel's credentials.
fn media(form: Fields<'_>) -> Vec<Value> {
    (0..MEDIA_LIMIT)
        .map_while(|index| {
            let content_type = form.filled(&format!("MediaContentType{index}"));
            let url = form.filled(&format!("MediaUrl{index}"));
            (content_type.is_some() || url.is_some()).then(|| json!({ "url": url, "content_type": content_type }))
        })
        .collect()
}

fn media_kind(content_type: &str, message_type: Option<&str>) -> MessageKind {
    let content_type = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match (content_type.as_str(), message_type) {
        // WhatsApp turns pictures into JPEG and PNG; only stickers are WebP.
        ("image/webp", _) | (_, Some("sticker")) => MessageKind::Sticker,
        ("text/vcard" | "text/x-vcard", _) => MessageKind::Contacts,
        (kind, _) if kind.starts_with("image/") => MessageKind::Image,
        (kind, _) if kind.starts_with("audio/") => MessageKind::Audio,
        (kind, _) if kind.starts_with("video/") => MessageKind::Video,
        _ => MessageKind::Document,
    }
}

/// `{latitude, longitude, address, label}`, degrees as numbers; only for a place on earth.
fn place(form: Fields<'_>) -> Option<Value> {
    let degrees = |name: &str, limit: f64| {
        form.filled(name)?
            .parse::<f64>()
            .ok()
            .filter(|degrees| degrees.abs() <= limit)
    };
    let (latitude, longitude) = (degrees("Latitude", 90.0)?, degrees("Longitude", 180.0)?);
    Some(json!({
        "latitude": latitude,
        "longitude": longitude,
        "address": form.filled("Address"),
        "label": form.filled("Label"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twilio::form::{decode, to_json};

    fn message(form: &str) -> Content {
        let form = to_json(&decode(form.as_bytes()).unwrap());
        read(Fields::of(&form).unwrap())
    }

    fn kind(form: &str) -> MessageKind {
        message(form).kind
    }

    #[test]
    fn the_first_file_decides_the_kind() {
        let of = |content_type: &str| kind(&format!("MediaUrl0=https%3A%2F%2Fx&MediaContentType0={content_type}"));
        assert_eq!(of("image/jpeg"), MessageKind::Image);
        assert_eq!(of("IMAGE/PNG"), MessageKind::Image);
        assert_eq!(of("image/webp"), MessageKind::Sticker);
        assert_eq!(of("audio/ogg;+codecs%3Dopus"), MessageKind::Audio);
        assert_eq!(of("video/mp4"), MessageKind::Video);
        assert_eq!(of("application/pdf"), MessageKind::Document);
        assert_eq!(of("text/vcard"), MessageKind::Contacts);
        assert_eq!(of(""), MessageKind::Document);
    }

    #[test]
    fn files_are_listed_with_their_caption() {
        let message = message(
            "Body=o+modem&NumMedia=2&MediaUrl0=https%3A%2F%2Fa&MediaContentType0=image%2Fjpeg\
             &MediaUrl1=https%3A%2F%2Fb&MediaContentType1=image%2Fpng",
        );
        assert_eq!(message.body, "o modem");
        let expected = json!([
            { "url": "https://a", "content_type": "image/jpeg" },
            { "url": "https://b", "content_type": "image/png" },
        ]);
        assert_eq!(message.extra["media"], expected);
    }

    #[test]
    fn a_place_has_degrees_and_a_name() {
        let message = message("Latitude=-16.6869&Longitude=-49.2648&Label=Casa&Address=Rua+1");
        assert_eq!(message.kind, MessageKind::Location);
        let expected = json!({ "latitude": -16.6869, "longitude": -49.2648, "label": "Casa", "address": "Rua 1" });
        assert_eq!(message.extra["location"], expected);
        assert_eq!(kind("Latitude=91&Longitude=0"), MessageKind::Unsupported);
        assert_eq!(kind("Latitude=NaN&Longitude=0"), MessageKind::Unsupported);
    }
}
