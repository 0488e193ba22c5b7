//! What we send, in terms that no provider owns.

use std::fmt;

use enlace_domain::{Template, TemplateValue, WaId, view::Choice};
use url::Url;

/// Whom a message goes to. A contact need not have a number that we know.
#[derive(Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A number, in the spelling the provider gave us.
    Number(WaId),
    /// WhatsApp's business-scoped id, like `BR.13491208655302741918`.
    Bsuid(String),
}

/// A message of ours on its way out.
#[derive(Clone, PartialEq)]
pub struct OutgoingMessage {
    /// The subscriber.
    pub to: Recipient,
    /// What it carries.
    pub content: Content,
    /// The provider's id of the message that this one answers.
    pub quoted: Option<String>,
    /// Where the provider reports how far the message came, for providers that take an address with each message.
    pub status_callback: Url,
    /// Our own name of this attempt, for providers that give it back with each report.
    pub reference: String,
}

/// What a message of ours carries.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A question with answers to tap, or to give by number.
    Choices {
        /// The question.
        text: String,
        /// At least one, at most ten.
        choices: Vec<Choice>,
    },
    /// A file.
    Media(OutgoingMedia),
    /// A place.
    Location(Place),
    /// An approved template with its values.
    Template(Box<TemplateUse>),
    /// An emoji on a message of the subscriber; an empty one takes it back.
    Reaction {
        /// The provider's id of the message.
        message: String,
        /// The emoji.
        emoji: String,
    },
}

/// What a file is to WhatsApp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// JPEG or PNG.
    Image,
    /// Voice or sound.
    Audio,
    /// MP4 or 3GP.
    Video,
    /// Any other file.
    Document,
    /// WebP.
    Sticker,
}

/// A file of ours.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingMedia {
    /// What it is to WhatsApp.
    pub kind: MediaKind,
    /// Where the provider fetches it, for a short time and without log-in.
    pub link: Url,
    /// Like `application/pdf`.
    pub content_type: String,
    /// What the subscriber sees it called.
    pub file_name: Option<String>,
    /// Words below it; may be empty.
    pub caption: String,
}

/// A place on earth.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// Like `Loja Centro`.
    pub name: Option<String>,
    /// Street and number.
    pub address: Option<String>,
}

/// A template and what takes the place of its placeholders.
#[derive(Clone, PartialEq, Eq)]
pub struct TemplateUse {
    /// The template.
    pub template: Template,
    /// A value for each of [`Template::placeholders`].
    pub values: Vec<TemplateValue>,
    /// The file of a header that is a picture, a film or a document.
    pub header: Option<OutgoingMedia>,
    /// The words as the subscriber reads them.
    pub text: String,
}

impl Content {
    /// The words by which a message is recognised in a provider's list; empty for what has none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Choices { text, .. } => text,
            Self::Media(media) => &media.caption,
            Self::Template(used) => &used.text,
            Self::Location(_) | Self::Reaction { .. } => "",
        }
    }

    /// The name of the kind, for metrics and errors.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Choices { .. } => "choices",
            Self::Media(_) => "media",
            Self::Location(_) => "location",
            Self::Template(_) => "template",
            Self::Reaction { .. } => "reaction",
        }
    }
}

/// The choices as numbered lines below the text: where nothing can be tapped they are answered by number.
#[must_use]
pub fn numbered(text: &str, choices: &[Choice]) -> String {
    let mut numbered = text.to_owned();
    for (index, choice) in choices.iter().enumerate() {
        numbered.push_str(if index == 0 { "\n\n" } else { "\n" });
        numbered.push_str(&format!("{}. {}", index + 1, choice.title));
    }
    numbered
}

/// Shows neither the address nor the words: `Debug` may reach a log.
impl fmt::Debug for OutgoingMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingMessage")
            .field("to", &self.to)
            .field("content", &self.content)
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Bsuid(_) => f.write_str("Bsuid"),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} characters", self.kind(), self.words().chars().count())
    }
}

impl fmt::Debug for OutgoingMedia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.kind, self.content_type)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}

impl fmt::Debug for TemplateUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TemplateUse({}, {})", self.template.name, self.template.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_numbered_below_the_question() {
        let choice = |title: &str| Choice {
            id: title.to_owned(),
            title: title.to_owned(),
        };
        assert_eq!(
            numbered("Qual?", &[choice("Internet"), choice("Boleto")]),
            "Qual?\n\n1. Internet\n2. Boleto"
        );
    }

    #[test]
    fn debug_shows_neither_words_nor_number() {
        let message = OutgoingMessage {
            to: Recipient::Number("556298765432".parse().unwrap()),
            content: Content::Text("segredo".to_owned()),
            quoted: None,
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "r".to_owned(),
        };
        let shown = format!("{message:?}");
        assert!(!shown.contains("segredo") && !shown.contains("98765432"), "{shown}");
    }
}
