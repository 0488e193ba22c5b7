//! One conversation as its page shows it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    ConversationId, ConversationStatus, CustomerId, CustomerStatus, DeliveryStatus, Direction, Means, MessageId,
    MessageKind, Money, PersonId, PhoneNumber, Protocol, QueueKey, WaitingFor, Window,
    event::StreamCursor,
    view::{Attached, BoardCard, MergeView, OutcomeView, PersonRef},
};

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Author {
    /// The subscriber.
    Subscriber,
    /// A colleague.
    Person(PersonRef),
    /// Enlace, to the subscriber.
    Automation,
    /// Somebody of the provider, on the phone itself or on a device linked to it: nobody whom Enlace knows.
    Phone,
    /// Enlace, to the agents.
    System,
}

/// One choice of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What comes back when it is tapped.
    pub id: String,
    /// What the subscriber reads; at most 24 characters (WhatsApp's limit for a list row).
    pub title: String,
}

/// A message of the thread, or a quiet line between messages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadMessage {
    /// Which message.
    pub id: MessageId,
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// Order within the conversation; a later message may come to stand before earlier ones.
    pub position: i64,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// What it carries.
    pub kind: MessageKind,
    /// The words; for system lines a key of [`SystemLine`](crate::event::SystemLine) in JSON.
    pub body: String,
    /// The choices of a question.
    pub choices: Vec<Choice>,
    /// Files, places, cards, what it answers.
    #[serde(default)]
    pub attached: Attached,
    /// How far it came.
    pub status: DeliveryStatus,
    /// Why it failed, in words for the agent.
    pub error: Option<String>,
    /// Nobody can say whether it left: people are asked.
    #[serde(default)]
    pub undecided: bool,
    /// What holds it up, where it is to leave and has not.
    #[serde(default)]
    pub waiting: Option<Waiting>,
    /// When it was written or came in.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// When its sender wrote it by the provider's clock, where it came in more than a minute later.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub written_at: Option<OffsetDateTime>,
    /// The browser's key, to match what it shows as "sending".
    pub client_key: Option<Uuid>,
}

/// What holds a message up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Waiting {
    /// What.
    pub reason: WaitingFor,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

/// What the right-hand panel says of a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerPanel {
    /// Which customer.
    pub id: CustomerId,
    /// Full name.
    pub name: String,
    /// Canonical number.
    pub phone: PhoneNumber,
    /// If known.
    pub email: Option<String>,
    /// The contract's number.
    pub contract_number: String,
    /// The plan's name.
    pub plan: String,
    /// Mbit/s.
    pub plan_speed: i32,
    /// BRL a month.
    pub monthly_fee: Money,
    /// Street, number, quarter.
    pub address: String,
    /// City.
    pub city: String,
    /// Whether the contract runs.
    pub status: CustomerStatus,
    /// Customer since.
    #[serde(with = "time::serde::rfc3339")]
    pub since: OffsetDateTime,
}

/// Another conversation of the same person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastConversation {
    /// Which conversation.
    pub id: ConversationId,
    /// Its number.
    pub protocol: Protocol,
    /// Where it stands.
    pub status: ConversationStatus,
    /// The queue it went through.
    pub queue: Option<QueueKey>,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// The address it is held with, as people read it, where that is another one of the same person's.
    #[serde(default)]
    pub other_address: Option<String>,
}

/// Everything the conversation page needs at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadView {
    /// The last event that this view contains.
    pub cursor: StreamCursor,
    /// The server's clock.
    #[serde(with = "time::serde::rfc3339")]
    pub server_time: OffsetDateTime,
    /// What the board shows of it.
    pub card: BoardCard,
    /// Whether free text may be sent; later the card's `window_closes_at` says so, unless the channel needs none.
    pub window: Window,
    /// The subscriber's number as people read it, where there is one.
    pub contact_phone: Option<String>,
    /// The number of ours that it came in on, as people read it, and the channel's name.
    pub channel: String,
    /// What the channel takes besides words.
    #[serde(default)]
    pub means: Means,
    /// The customer behind the contact.
    pub customer: Option<CustomerPanel>,
    /// The newest messages, oldest first.
    pub messages: Vec<ThreadMessage>,
    /// Whether there are older ones.
    pub has_older: bool,
    /// The person's other conversations, open ones first, then the newest; at most ten.
    pub past: Vec<PastConversation>,
    /// Whom the contact was merged with.
    #[serde(default)]
    pub merges: Vec<MergeView>,
    /// What came of it, once somebody has said so.
    #[serde(default)]
    pub outcome: Option<OutcomeView>,
    /// When the contact's data were erased: the messages are empty, and nothing here is answered or opened again.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub erased_at: Option<OffsetDateTime>,
}

/// Where a conversation is sent on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferTarget {
    /// To the queue, held by nobody.
    Queue(QueueKey),
    /// To a colleague; the queue stays.
    Person(PersonId),
}
