//! The JSON of `/messages`: read, and refused where Meta refuses it.

use enlace_domain::WaId;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{interactive::Interactive, problem::Problem, template_send::TemplateUse};
use crate::{
    ledger::match_key,
    line::OnLine,
    media::{Shelf, sha256_hex},
    message::{Content, MediaSource, MessageId, Outgoing, Place, SentKind, SentMedia},
};

/// Meta's limits, in characters.
const TEXT_LIMIT: usize = 4_096;
const CAPTION_LIMIT: usize = 1_024;

/// The body of a send, or of the news that a message has been read.
#[derive(Debug, Deserialize)]
pub(super) struct Request {
    messaging_product: Option<String>,
    pub status: Option<String>,
    pub message_id: Option<MessageId>,
    to: Option<String>,
    /// The id of a person, instead of a number.
    recipient: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    context: Option<Context>,
    biz_opaque_callback_data: Option<String>,
    text: Option<Text>,
    image: Option<File>,
    audio: Option<File>,
    video: Option<File>,
    document: Option<File>,
    sticker: Option<File>,
    location: Option<Location>,
    contacts: Option<Vec<Value>>,
    reaction: Option<Reaction>,
    interactive: Option<Interactive>,
    template: Option<TemplateUse>,
}

#[derive(Debug, Deserialize)]
struct Context {
    message_id: MessageId,
}

#[derive(Debug, Deserialize)]
struct Text {
    body: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    id: Option<String>,
    link: Option<String>,
    caption: Option<String>,
    filename: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Location {
    latitude: f64,
    longitude: f64,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
struct Reaction {
    message_id: MessageId,
    #[serde(default)]
    emoji: String,
}

impl Request {
    /// Reads the raw body.
    ///
    /// # Errors
    /// 100 where it is not the JSON that Meta wants.
    pub fn read(raw: &[u8]) -> Result<Self, Problem> {
        let request: Self = serde_json::from_slice(raw).map_err(|error| Problem::new(100, error.to_string()))?;
        if request.messaging_product.as_deref() == Some("whatsapp") {
            Ok(request)
        } else {
            Err(Problem::new(100, "Param messaging_product must be one of {WHATSAPP}"))
        }
    }

    /// The message.
    ///
    /// # Errors
    /// Meta's refusal, naming the field.
    pub fn message(self, on: &OnLine) -> Result<Outgoing, Problem> {
        let shelf = &*on.line.shelf();
        let to = match (self.to, self.recipient) {
            (Some(to), _) => WaId::parse(&to).map_err(|_| Problem::new(131_009, "to must be a phone number"))?,
            (None, Some(user)) => {
                number_of(on, &user).ok_or_else(|| Problem::new(131_009, "recipient must be a user's id"))?
            }
            (None, None) => return Err(missing("to")),
        };
        if match_key(to.as_str()) == on.line.config.business_number.match_key() {
            return Err(Problem::new(131_021, "Recipient phone number cannot be the sender's"));
        }
        let mut message = Outgoing::words(to.as_str().to_owned(), String::new());
        let kind = self.kind.as_deref().unwrap_or("text");
        match kind {
            "text" => {
                message.body = self.text.ok_or_else(|| missing("text"))?.body;
                short_enough("text['body']", &message.body, TEXT_LIMIT)?;
            }
            "image" => media(&mut message, SentKind::Image, self.image, kind, shelf)?,
            "audio" => media(&mut message, SentKind::Audio, self.audio, kind, shelf)?,
            "video" => media(&mut message, SentKind::Video, self.video, kind, shelf)?,
            "document" => media(&mut message, SentKind::Document, self.document, kind, shelf)?,
            "sticker" => media(&mut message, SentKind::Sticker, self.sticker, kind, shelf)?,
            "location" => {
                let location = self.location.ok_or_else(|| missing(kind))?;
                message.content.kind = SentKind::Location;
                message.content.place = Some(Place {
                    latitude: location.latitude,
                    longitude: location.longitude,
                    label: location.name,
                });
            }
            "contacts" => {
                let cards = self
                    .contacts
                    .filter(|cards| !cards.is_empty())
                    .ok_or_else(|| missing(kind))?;
                message.content.kind = SentKind::Contacts;
                let name = |card: &Value| card.pointer("/name/formatted_name")?.as_str().map(str::to_owned);
                message.body = cards.iter().filter_map(name).collect::<Vec<_>>().join(", ");
            }
            "reaction" => {
                let reaction = self.reaction.ok_or_else(|| missing(kind))?;
                message.content.kind = SentKind::Reaction;
                message.body = reaction.emoji;
                message.content.quoted = Some(reaction.message_id);
            }
            "interactive" => {
                let interactive = self.interactive.ok_or_else(|| missing(kind))?;
                (message.body, message.content) = interactive.read()?;
            }
            "template" => {
                let template = self.template.ok_or_else(|| missing(kind))?;
                template.read(&mut message, shelf)?;
            }
            other => return Err(Problem::new(131_051, format!("Message type {other} is not supported"))),
        }
        if let Some(context) = self.context {
            message.content.quoted = Some(context.message_id);
        }
        message.content.reference = self.biz_opaque_callback_data;
        Ok(message)
    }
}

/// The number behind a person's id.
fn number_of(on: &OnLine, user: &str) -> Option<WaId> {
    let key = user.strip_prefix("BR.")?;
    WaId::parse(&on.board.spelling(key)).ok()
}

fn media(message: &mut Outgoing, kind: SentKind, file: Option<File>, name: &str, shelf: &Shelf) -> Result<(), Problem> {
    let file = file.ok_or_else(|| missing(name))?;
    message.body = file.caption.clone().unwrap_or_default();
    short_enough("caption", &message.body, CAPTION_LIMIT)?;
    message.content = Content {
        kind,
        ..Content::default()
    };
    file.attach(message, shelf)
}

impl File {
    /// Puts the file on the message: one that was uploaded, or one to fetch.
    pub fn attach(self, message: &mut Outgoing, shelf: &Shelf) -> Result<(), Problem> {
        let mut sent = SentMedia {
            filename: self.filename,
            ..SentMedia::default()
        };
        let source = match (self.id, self.link) {
            (Some(id), _) => {
                let piece = shelf
                    .find(&id)
                    .ok_or_else(|| Problem::new(131_009, format!("Media with id {id} does not exist")))?;
                sent.size = Some(piece.bytes.len());
                sent.sha256 = Some(sha256_hex(&piece.bytes));
                sent.mime_type = Some(piece.mime_type.clone());
                sent.filename = sent.filename.or_else(|| piece.filename.clone());
                sent.id = Some(id);
                MediaSource::Known
            }
            (None, Some(link)) => {
                let url = Url::parse(&link).map_err(|_| Problem::new(131_009, "link must be an address"))?;
                sent.link = Some(link);
                MediaSource::Link(url)
            }
            (None, None) => return Err(missing("id or link")),
        };
        message.content.media.push(sent);
        message.sources.push(source);
        Ok(())
    }
}

/// A field that must be there and is not.
pub(super) fn missing(field: &str) -> Problem {
    Problem::new(131_008, format!("The parameter {field} is required."))
}

/// Refuses words that are longer than Meta takes.
pub(super) fn short_enough(field: &str, words: &str, limit: usize) -> Result<(), Problem> {
    if words.chars().count() > limit {
        Err(Problem::new(
            100,
            format!("Param {field} must be at most {limit} characters long."),
        ))
    } else {
        Ok(())
    }
}
