//! What a message carries besides its words.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    ConversationId, Direction, MessageId, MessageKind,
    ids::{MediaId, UploadId},
    media::{Display, MediaState},
};

/// All that a message carries besides its words; empty for most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attached {
    /// Its files, in order.
    pub media: Vec<MediaView>,
    /// The place it names.
    pub place: Option<PlaceView>,
    /// The address cards it holds.
    pub contacts: Vec<ContactCard>,
    /// The message it answers, or that a reaction is on.
    pub quoted: Option<Quoted>,
    /// Whether the subscriber passed it on from another chat.
    pub forwarded: bool,
    /// When the subscriber last changed its words.
    #[serde(with = "time::serde::rfc3339::option")]
    pub edited_at: Option<OffsetDateTime>,
    /// When the subscriber took it back; its words are kept for the record.
    #[serde(with = "time::serde::rfc3339::option")]
    pub revoked_at: Option<OffsetDateTime>,
}

/// A file of a message, as its bubble shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaView {
    /// Which file; `/media/<id>` serves it.
    pub id: MediaId,
    /// How far it came.
    pub state: MediaState,
    /// What its bytes say it is, once it is here.
    pub content_type: Option<String>,
    /// Its size, once it is here.
    pub bytes: Option<i64>,
    /// What its sender called it.
    pub file_name: Option<String>,
    /// A voice message rather than a sound file.
    pub voice: bool,
    /// Why it could not be had, in words for the agent.
    pub error: Option<String>,
}

impl MediaView {
    /// How it may be shown.
    #[must_use]
    pub fn display(&self) -> Display {
        self.content_type.as_deref().map_or(Display::Download, Display::of)
    }

    /// Where it is served.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/media/{}", self.id)
    }
}

/// A file that somebody has chosen to send, once the desk has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadView {
    /// By this it is sent.
    pub id: UploadId,
    /// What it is sent as.
    pub kind: MessageKind,
    /// What its bytes say it is.
    pub content_type: String,
    /// Its size.
    pub bytes: i64,
    /// What it is called, where it has a name.
    pub file_name: Option<String>,
}

/// A place on earth.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// Street and number, where they are given.
    #[serde(default)]
    pub address: Option<String>,
    /// Like `Loja Centro`.
    #[serde(default)]
    pub label: Option<String>,
}

/// An address card.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// Whose.
    #[serde(default)]
    pub name: String,
    /// Their numbers, as the card spells them.
    #[serde(default)]
    pub phones: Vec<String>,
}

/// The message that another one is about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// Which; `None` where we never had it.
    pub id: Option<MessageId>,
    /// Which way it went, where we have it.
    pub direction: Option<Direction>,
    /// What it carries, where we have it.
    pub kind: Option<MessageKind>,
    /// Its first words.
    pub preview: String,
    /// The conversation it stands in, where that is another one.
    #[serde(default)]
    pub elsewhere: Option<ConversationId>,
}

/// What a message said before a change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierWords {
    /// The words.
    pub body: String,
    /// Until when it said so.
    #[serde(with = "time::serde::rfc3339")]
    pub until: OffsetDateTime,
}

/// Shows neither the file's name nor the words about it: `Debug` may reach a log.
impl fmt::Debug for MediaView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaView")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for UploadView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadView")
            .field("id", &self.id)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PlaceView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlaceView")
    }
}

impl fmt::Debug for ContactCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactCard")
    }
}

impl fmt::Debug for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quoted").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for EarlierWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EarlierWords")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}
