//! What the desk sends, whatever the vendor.

use enlace_domain::view::Choice;
use serde::Serialize;
use url::Url;

use super::{MessageId, WireStatus};

/// What a message of the desk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentKind {
    /// Words.
    #[default]
    Text,
    /// A file of which only the address was given.
    Media,
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// A film.
    Video,
    /// A file.
    Document,
    /// A sticker.
    Sticker,
    /// A place.
    Location,
    /// Cards of people.
    Contacts,
    /// An emoji on another message; empty takes it back.
    Reaction,
    /// Up to three buttons.
    Buttons,
    /// A list to choose from.
    List,
    /// An approved template.
    Template,
}

/// A file that the desk sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SentMedia {
    /// Its address, if it was sent as one.
    pub link: Option<String>,
    /// The vendor's id, if it was uploaded before.
    pub id: Option<String>,
    /// The name that the subscriber sees.
    pub filename: Option<String>,
    /// Known once the file has been fetched.
    pub mime_type: Option<String>,
    /// Bytes; known once the file has been fetched.
    pub size: Option<usize>,
    /// Hexadecimal; known once the file has been fetched.
    pub sha256: Option<String>,
}

/// A place that the desk sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// May be empty.
    pub label: String,
}

/// What a message of the desk holds beside its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Content {
    /// What it is.
    pub kind: SentKind,
    /// What may be tapped.
    pub choices: Vec<Choice>,
    /// The files.
    pub media: Vec<SentMedia>,
    /// The place.
    pub place: Option<Place>,
    /// The template's name.
    pub template: Option<String>,
    /// The message it answers or reacts to.
    pub quoted: Option<MessageId>,
    /// What the desk wants to be told again with every status.
    pub reference: Option<String>,
}

/// Where the bytes of a sent file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MediaSource {
    /// They must be fetched.
    Link(Url),
    /// They are there.
    Known,
}

/// A message that a vendor has read and not yet taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outgoing {
    /// The receiver's digits, as the desk spelled them.
    pub to: String,
    /// Words, caption, or the template filled in.
    pub body: String,
    pub content: Content,
    /// One for each of the content's files.
    pub sources: Vec<MediaSource>,
    /// Where the steps are told, if the message says so itself.
    pub callback: Option<Url>,
    /// Twilio's `MG…`.
    pub service: Option<String>,
    /// What it is at first.
    pub status: WireStatus,
}

impl Outgoing {
    /// Words and nothing else.
    pub fn words(to: String, body: String) -> Self {
        Self {
            to,
            body,
            content: Content::default(),
            sources: Vec::new(),
            callback: None,
            service: None,
            status: WireStatus::Queued,
        }
    }

    /// Whether it may go to somebody who has not written for a day.
    pub fn opens_conversations(&self) -> bool {
        self.content.template.is_some()
    }
}
