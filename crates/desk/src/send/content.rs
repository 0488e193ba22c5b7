//! What a row of the outbox carries, as the provider takes it.

use enlace_domain::view::{Choice, PlaceView};
use enlace_store::outbox::Outgoing;
use enlace_whatsapp::{Content, Place};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{SentFile, SentTemplate};
use crate::Desk;

/// Where a message keeps its place.
const PLACE: &str = "location";
/// Where it keeps the provider's id of the message that it answers.
const QUOTED: &str = "quoted";

/// The content: a template, a file, a place, a question with choices, or words.
pub(super) fn content(desk: &Desk, outgoing: &Outgoing) -> Content {
    let text = outgoing.body.clone();
    let special = SentTemplate::content(&outgoing.extra, &text)
        .or_else(|| SentFile::content(desk, &outgoing.extra, &text))
        .or_else(|| kept(outgoing, PLACE).map(place));
    if let Some(content) = special {
        return content;
    }
    let choices: Vec<Choice> = kept(outgoing, "choices").unwrap_or_default();
    if choices.is_empty() {
        Content::Text(text)
    } else {
        Content::Choices { text, choices }
    }
}

/// What a message keeps under a name.
fn kept<T: DeserializeOwned>(outgoing: &Outgoing, name: &str) -> Option<T> {
    serde_json::from_value(outgoing.extra.get(name)?.clone()).ok()
}

fn place(view: PlaceView) -> Content {
    Content::Location(Place {
        latitude: view.latitude,
        longitude: view.longitude,
        name: view.label,
        address: view.address,
    })
}

/// Whether it carries neither a file nor a place.
pub(super) fn is_of_words(outgoing: &Outgoing) -> bool {
    !SentFile::is_in(&outgoing.extra) && outgoing.extra.get(PLACE).is_none()
}

/// What it carries, without the message that it answers: another number does not know that one.
pub(super) fn unquoted(outgoing: &Outgoing) -> Value {
    let mut extra = outgoing.extra.clone();
    if let Some(fields) = extra.as_object_mut() {
        fields.remove(QUOTED);
    }
    extra
}

/// The provider's id of the message that this one answers.
pub(super) fn quoted(outgoing: &Outgoing) -> Option<String> {
    kept(outgoing, QUOTED)
}
