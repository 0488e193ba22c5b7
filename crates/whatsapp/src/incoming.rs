//! What providers report to us, in terms that no provider owns.

use std::fmt;

use enlace_domain::{DeliveryStatus, MessageKind, WaId, template::TemplateState};
use serde_json::Value;
use time::OffsetDateTime;

/// One thing a webhook told us, recognised just far enough to be stored once and worked on in order.
#[derive(Clone, PartialEq)]
pub struct InboundEvent {
    /// The same for every repeat of the same event: unique within the channel.
    pub key: String,
    /// What came, decoded but not yet understood; [`Channel::understand`](crate::Channel::understand) reads it. Holds no NUL, so PostgreSQL can store it.
    pub body: Value,
    /// What it is about.
    pub kind: EventKind,
}

/// What an event is about, and by whom or what it is put in order.
#[derive(Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A subscriber wrote, or somebody of the provider's wrote to one on the phone itself.
    Message {
        /// Equal for all spellings of the subscriber; what is said with one is worked on one at a time.
        sender_key: String,
    },
    /// A message of ours moved on.
    Status {
        /// The provider's id of our message.
        provider_message_id: String,
    },
    /// Something about the account: a template's state, the channel's own state, an opt-out.
    Notice,
    /// The provider sent it, and it can't be read: [`Channel::read_again`](crate::Channel::read_again) reads what is
    /// kept of it.
    Unreadable {
        /// What is wrong with it.
        why: WebhookError,
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
    /// What doesn't fit a line of text, each key only where it applies: `media` (list of
    /// [`MediaReference`](crate::MediaReference)), `contacts` (list of `{name, phones}`),
    /// `location` (`{latitude, longitude, address, label}`), `quoted` (the provider's id of the message that is
    /// answered, or that a reaction is on),
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
    /// Our own name of the attempt ([`OutgoingMessage::reference`](crate::OutgoingMessage::reference)), where the
    /// provider gives it back.
    pub reference: Option<String>,
}

/// An event, understood.
#[derive(Clone, PartialEq)]
pub enum Understood {
    /// A subscriber wrote.
    Message(IncomingMessage),
    /// A message of ours moved on.
    Status(StatusReport),
    /// Somebody of the provider's wrote to a subscriber on the phone itself, or with a device linked to it: `from` is the
    /// subscriber, and has no name. It may be an echo of a message that we sent.
    OnPhone(IncomingMessage),
    /// Somebody of the provider's changed an earlier message on the phone.
    ChangedOnPhone {
        /// The provider's id of the earlier message.
        original: String,
        /// The words it has now; `None`: it was taken back.
        body: Option<String>,
    },
    /// The subscriber changed the words of an earlier message.
    Edit {
        /// Who.
        from: Sender,
        /// The provider's id of the earlier message.
        original: String,
        /// The words it has now.
        body: String,
    },
    /// The subscriber took an earlier message back.
    Revoke {
        /// Who.
        from: Sender,
        /// The provider's id of the earlier message.
        original: String,
    },
    /// The subscriber has another number from now on.
    NumberChanged {
        /// Who they were.
        from: Sender,
        /// Who they are.
        to: Sender,
    },
    /// Meta looked at a template again.
    TemplateReviewed {
        /// Its name.
        name: String,
        /// Its language.
        language: String,
        /// Where it stands now.
        state: TemplateState,
        /// Why, in the provider's words.
        reason: Option<String>,
    },
    /// The channel itself works, or does not.
    ChannelState {
        /// Whether messages can go out.
        works: bool,
        /// The provider's own word, like `qr-code`.
        raw: String,
    },
    /// The subscriber wants no advertising (or wants it again).
    MarketingConsent {
        /// Who.
        from: Sender,
        /// Whether advertising may be sent.
        wanted: bool,
    },
    /// Something that changes nothing here; it stays stored as it came.
    Nothing {
        /// What it is, in the provider's word.
        raw: String,
    },
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
    /// Not JSON at all.
    #[error("the body is not JSON")]
    NotJson,
    /// A field's name longer than any provider uses.
    #[error("a field's name is longer than the {allowed} characters allowed")]
    LongFieldName {
        /// How many characters it may have.
        allowed: usize,
    },
}

/// Shows no address and no words: `Debug` may reach a log. Nor a subscriber's message id, for some providers write the
/// number into it.
impl fmt::Debug for InboundEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InboundEvent")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message { .. } => f.write_str("Message"),
            Self::Status { provider_message_id } => f.debug_tuple("Status").field(provider_message_id).finish(),
            Self::Notice => f.write_str("Notice"),
            Self::Unreadable { why } => f.debug_tuple("Unreadable").field(why).finish(),
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
            .field("from", &self.from)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Understood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(message) => message.fmt(f),
            Self::Status(report) => report.fmt(f),
            Self::OnPhone(message) => f.debug_tuple("OnPhone").field(message).finish(),
            Self::ChangedOnPhone { .. } => f.write_str("ChangedOnPhone"),
            Self::Edit { .. } => f.write_str("Edit"),
            Self::Revoke { .. } => f.write_str("Revoke"),
            Self::NumberChanged { .. } => f.write_str("NumberChanged"),
            Self::TemplateReviewed { name, state, .. } => {
                f.debug_tuple("TemplateReviewed").field(name).field(state).finish()
            }
            Self::ChannelState { works, raw } => f.debug_tuple("ChannelState").field(works).field(raw).finish(),
            Self::MarketingConsent { wanted, .. } => f.debug_tuple("MarketingConsent").field(wanted).finish(),
            Self::Nothing { raw } => f.debug_tuple("Nothing").field(raw).finish(),
        }
    }
}
