//! What a subscriber writes.

use enlace_domain::WaId;
use serde::Deserialize;

use super::MessageId;
use crate::place::{Stranger, Subscriber};

/// Who writes: the number in WhatsApp's spelling and the name they gave themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Digits as WhatsApp knows them.
    pub wa_id: WaId,
    /// May be empty.
    pub profile_name: String,
}

impl From<&Subscriber> for Writer {
    fn from(subscriber: &Subscriber) -> Self {
        Self {
            wa_id: subscriber.wa_id.clone(),
            profile_name: subscriber.profile_name.clone(),
        }
    }
}

impl From<&Stranger> for Writer {
    fn from(stranger: &Stranger) -> Self {
        Self {
            wa_id: stranger.wa_id.clone(),
            profile_name: stranger.profile_name.clone(),
        }
    }
}

impl From<&WaId> for Writer {
    fn from(wa_id: &WaId) -> Self {
        Self {
            wa_id: wa_id.clone(),
            profile_name: String::new(),
        }
    }
}

/// What is written. `/_town/write` takes it as JSON, with the kind as the key: `{"image": {"caption": ""}}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// Words.
    Text(String),
    /// A choice, tapped: a button or a line of a list, whichever the desk has offered with this id.
    Choice {
        /// The words on it.
        title: String,
        /// Its id.
        payload: String,
    },
    /// A voice message.
    Audio,
    /// A picture, with words or without.
    Image {
        /// May be empty.
        caption: String,
    },
    /// A film, with words or without.
    Video {
        /// May be empty.
        caption: String,
    },
    /// A file: a proof of payment as PDF.
    Document {
        /// May be empty.
        caption: String,
        /// As the phone names it.
        filename: String,
    },
    /// A sticker.
    Sticker,
    /// A place.
    Location {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// As the map has it.
        address: String,
    },
    /// Somebody's card.
    Contact {
        /// Their name.
        name: String,
        /// Their number, digits.
        number: String,
    },
    /// An emoji on a message of either side; empty takes it back.
    Reaction {
        /// The message.
        to: MessageId,
        /// One emoji.
        emoji: String,
    },
    /// Words that quote a message of either side.
    Reply {
        /// The message.
        to: MessageId,
        /// The words.
        text: String,
    },
    /// Other words for what was written before.
    Edit {
        /// The message.
        original: MessageId,
        /// The new words.
        text: String,
    },
    /// What was written before, taken back.
    Delete {
        /// The message.
        original: MessageId,
    },
    /// A kind that the vendor reports by its name alone.
    Unknown {
        /// The vendor's word for it.
        message_type: String,
    },
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Written {
    /// The words that come with it.
    #[must_use]
    pub fn body(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Choice { title: text, .. }
            | Self::Image { caption: text }
            | Self::Video { caption: text }
            | Self::Document { caption: text, .. }
            | Self::Reply { text, .. }
            | Self::Edit { text, .. }
            | Self::Reaction { emoji: text, .. } => text,
            Self::Audio
            | Self::Sticker
            | Self::Location { .. }
            | Self::Contact { .. }
            | Self::Delete { .. }
            | Self::Unknown { .. } => "",
        }
    }

    /// The message of before that it is about.
    #[must_use]
    pub const fn about(&self) -> Option<&MessageId> {
        match self {
            Self::Reaction { to, .. } | Self::Reply { to, .. } => Some(to),
            Self::Edit { original, .. } | Self::Delete { original } => Some(original),
            _ => None,
        }
    }
}
