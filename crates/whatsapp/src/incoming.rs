//! What providers report to us, in terms that no provider owns.

use std::fmt;

use enlace_domain::{DeliveryStatus, MessageKind, WaId};
use serde_json::Value;
use time::OffsetDateTime;

use crate::{ProviderKind, twilio};

/// One thing a webhook told us, recognised just far enough to be stored once and worked on in order.
#[derive(Clone, PartialEq)]
pub struct InboundEvent {
    /// The same for every repeat of the same event: unique within the channel.
    pub key: String,
    /// What came, decoded but not yet understood; [`understand`] reads it. Holds no NUL, so PostgreSQL can store it.
    pub body: Value,
    /// What it is about.
    pub kind: EventKind,
}

/// What an event is about, and by whom or what it is put in order.
#[derive(Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A subscriber wrote.
    Message {
        /// Equal for all spellings of one sender; messages of one sender are worked on one at a time.
        sender_key: String,
    },
    /// A message of ours moved on.
    Status {
        /// The provider's id of our message.
        provider_message_id: String,
    },
}

/// Who wrote: at least one of the two is known. A contact is never keyed by its phone alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    /// The number as the provider spells it; absent where WhatsApp hides it.
    pub wa_id: Option<WaId>,
    /// WhatsApp's business-scoped id of the person, like `BR.13491208655302741918`.
    pub bsuid: Option<String>,
}

impl Sender {
    /// Equal for all spellings of one sender: the number's match key, else its digits, else the business-scoped id.
    #[must_use]
    pub fn key(&self) -> String {
        match (&self.wa_id, &self.bsuid) {
            (Some(wa_id), _) => wa_id
                .phone()
                .map_or_else(|_| wa_id.as_str().to_owned(), |phone| phone.match_key()),
            (None, Some(bsuid)) => bsuid.clone(),
            (None, None) => String::new(),
        }
    }
}

/// A message of a subscriber.
#[derive(Clone, PartialEq)]
pub struct IncomingMessage {
    /// The provider's id of it.
    pub provider_message_id: String,
    /// Who wrote.
    pub from: Sender,
    /// The name the person gave themselves on WhatsApp.
    pub profile_name: Option<String>,
    /// What it carries.
    pub kind: MessageKind,
    /// The words, the caption, or the title of the tapped choice; may be empty.
    pub body: String,
    /// What doesn't fit a line of text, each key only where it applies: `media` (list of `{url, content_type}`),
    /// `location` (`{latitude, longitude, address, label}`), `quoted` (the provider's id of the answered message),
    /// `forwarded` (`once` or `often`), `referral` (the advertisement: `{source, type, headline, …}`),
    /// `original_type` (the provider's name of a kind we don't know).
    pub extra: Value,
    /// The id of the tapped choice.
    pub button_payload: Option<String>,
    /// When the subscriber sent it, where the provider says so.
    pub sent_at: Option<OffsetDateTime>,
}

/// A step of a message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// The provider's id of our message.
    pub provider_message_id: String,
    /// The step; `None` for one that this version doesn't know.
    pub status: Option<DeliveryStatus>,
    /// The provider's code of a failure.
    pub error_code: Option<String>,
    /// Why it failed, in words for the agent (pt-BR).
    pub error_words: Option<String>,
    /// The step in the provider's own word.
    pub raw_status: String,
}

/// An event, understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Understood {
    /// A subscriber wrote.
    Message(IncomingMessage),
    /// A message of ours moved on.
    Status(StatusReport),
}

/// Why a webhook is not taken: which field, and what is allowed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A field is absent or holds something else.
    #[error("{field}: {allowed}")]
    Field {
        /// The field's name on the wire.
        field: &'static str,
        /// What is allowed there.
        allowed: &'static str,
    },
    /// More fields than any provider sends.
    #[error("the form has more fields than the {allowed} allowed")]
    TooManyFields {
        /// How many may come.
        allowed: usize,
    },
    /// A field's name longer than any provider uses.
    #[error("a field's name is longer than the {allowed} characters allowed")]
    LongFieldName {
        /// How many characters it may have.
        allowed: usize,
    },
}

/// Reads a stored event of the given provider.
///
/// # Errors
/// [`WebhookError`] where it lacks what every event has. A kind of message that we don't know is no error.
pub fn understand(provider: ProviderKind, body: &Value) -> Result<Understood, WebhookError> {
    match provider {
        ProviderKind::Twilio => twilio::webhook::understand(body),
    }
}

/// Shows no address and no words: `Debug` may reach a log.
impl fmt::Debug for InboundEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InboundEvent")
            .field("key", &self.key)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message { .. } => f.write_str("Message"),
            Self::Status { provider_message_id } => f.debug_tuple("Status").field(provider_message_id).finish(),
        }
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("wa_id", &self.wa_id)
            .field("has_bsuid", &self.bsuid.is_some())
            .finish()
    }
}

impl fmt::Debug for IncomingMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncomingMessage")
            .field("provider_message_id", &self.provider_message_id)
            .field("from", &self.from)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
