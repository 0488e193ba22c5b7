//! What a message of ours carries, as the object that Meta names after its type.

use enlace_domain::view::Choice;
use serde_json::{Value, json};

use super::{choices::interactive, template_use::template_object};
use crate::{Content, MediaKind, OutgoingMedia, Place, numbered};

/// The type, and its object.
pub(super) fn content(content: &Content) -> (&'static str, Value) {
    match content {
        Content::Text(text) => ("text", text_object(text)),
        Content::Choices { text, choices } => choices_object(text, choices),
        Content::Media(media) => (media_type(media.kind), media_object(media)),
        Content::Location(place) => ("location", place_object(place)),
        Content::Template(used) => ("template", template_object(used)),
        Content::Reaction { message, emoji } => ("reaction", json!({ "message_id": message, "emoji": emoji })),
    }
}

fn text_object(text: &str) -> Value {
    json!({ "body": text, "preview_url": false })
}

/// Something to tap, or numbered lines where it has no room.
fn choices_object(text: &str, choices: &[Choice]) -> (&'static str, Value) {
    match interactive(text, choices) {
        Some(object) => ("interactive", object),
        None => ("text", text_object(&numbered(text, choices))),
    }
}

fn place_object(place: &Place) -> Value {
    let mut object = json!({ "latitude": place.latitude, "longitude": place.longitude });
    if let Some(name) = &place.name {
        object["name"] = json!(name);
    }
    if let Some(address) = &place.address {
        object["address"] = json!(address);
    }
    object
}

pub(super) const fn media_type(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::Document => "document",
        MediaKind::Sticker => "sticker",
    }
}

/// Sound and stickers have no caption, and only documents a name.
pub(super) fn media_object(media: &OutgoingMedia) -> Value {
    let mut object = json!({ "link": media.link.as_str() });
    if !media.caption.is_empty() && !matches!(media.kind, MediaKind::Audio | MediaKind::Sticker) {
        object["caption"] = json!(media.caption);
    }
    if let (MediaKind::Document, Some(name)) = (media.kind, &media.file_name) {
        object["filename"] = json!(name);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(kind: MediaKind) -> Content {
        Content::Media(OutgoingMedia {
            kind,
            link: "https://isp.example.com/media/1".parse().unwrap(),
            content_type: "application/pdf".to_owned(),
            file_name: Some("fatura.pdf".to_owned()),
            caption: "Sua fatura".to_owned(),
        })
    }

    #[test]
    fn files_go_by_their_link_with_what_their_kind_may_have() {
        let link = "https://isp.example.com/media/1";
        for (kind, expected) in [
            (
                MediaKind::Document,
                (
                    "document",
                    json!({ "link": link, "caption": "Sua fatura", "filename": "fatura.pdf" }),
                ),
            ),
            (
                MediaKind::Image,
                ("image", json!({ "link": link, "caption": "Sua fatura" })),
            ),
            (
                MediaKind::Video,
                ("video", json!({ "link": link, "caption": "Sua fatura" })),
            ),
            (MediaKind::Audio, ("audio", json!({ "link": link }))),
            (MediaKind::Sticker, ("sticker", json!({ "link": link }))),
        ] {
            assert_eq!(content(&media(kind)), expected);
        }
    }

    #[test]
    fn a_place_says_only_what_is_known_of_it() {
        let mut place = Place {
            latitude: -16.68,
            longitude: -49.26,
            name: Some("Loja Centro".to_owned()),
            address: None,
        };
        let named = json!({ "latitude": -16.68, "longitude": -49.26, "name": "Loja Centro" });
        assert_eq!(content(&Content::Location(place.clone())), ("location", named));
        place.name = None;
        place.address = Some("Rua 8, 120".to_owned());
        let addressed = json!({ "latitude": -16.68, "longitude": -49.26, "address": "Rua 8, 120" });
        assert_eq!(content(&Content::Location(place)), ("location", addressed));
    }

    #[test]
    fn a_reaction_names_its_message_and_an_empty_one_takes_it_back() {
        for emoji in ["👍", ""] {
            let reaction = Content::Reaction {
                message: "wamid.5".to_owned(),
                emoji: emoji.to_owned(),
            };
            let expected = json!({ "message_id": "wamid.5", "emoji": emoji });
            assert_eq!(content(&reaction), ("reaction", expected));
        }
    }

    #[test]
    fn choices_that_cannot_be_tapped_are_numbered() {
        let choices = vec![Choice {
            id: "long".to_owned(),
            title: "um título comprido demais para a lista do WhatsApp".to_owned(),
        }];
        let text = "Qual?".to_owned();
        let (kind, object) = content(&Content::Choices { text, choices });
        assert_eq!(kind, "text");
        assert_eq!(
            object["body"],
            "Qual?\n\n1. um título comprido demais para a lista do WhatsApp"
        );
    }
}
