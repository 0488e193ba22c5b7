//! What a row of the outbox carries, as the provider takes it.

use enlace_domain::{
    ChannelId,
    view::{Choice, PlaceView},
};
use enlace_store::outbox::Outgoing;
use enlace_whatsapp::{Content, Place};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgConnection;

use super::{SentFile, SentTemplate};
use crate::{Desk, DeskError, channels, means};

/// Where a message keeps its place.
const PLACE: &str = "location";
/// Where it keeps the provider's id of the message that it answers.
const QUOTED: &str = "quoted";

/// The content: a template, a file, a place, a question with choices, or words.
pub(super) fn content(desk: &Desk, outgoing: &Outgoing) -> Content {
    let text = outgoing.body.clone();
    let special = SentTemplate::content(desk, &outgoing.extra, &text)
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

/// What it carries by another number, without the message that it answers: that number does not know it. `None` where its
/// provider does not take such a file, the words below it, or places.
pub(super) async fn elsewhere(
    desk: &Desk,
    tx: &mut PgConnection,
    outgoing: &Outgoing,
    channel: ChannelId,
) -> Result<Option<Value>, DeskError> {
    let mut extra = outgoing.extra.clone();
    if let Some(fields) = extra.as_object_mut() {
        fields.remove(QUOTED);
    }
    let is_at_place = extra.get(PLACE).is_some();
    if !is_at_place && !SentFile::is_in(&extra) {
        return Ok(Some(extra));
    }
    let means = means::of(desk, &*channels::load_on(desk, tx, channel).await?);
    if is_at_place {
        return Ok(means.place.then_some(extra));
    }
    SentFile::elsewhere(tx, &means, extra, &outgoing.body).await
}

/// The provider's id of the message that this one answers.
pub(super) fn quoted(outgoing: &Outgoing) -> Option<String> {
    kept(outgoing, QUOTED)
}
