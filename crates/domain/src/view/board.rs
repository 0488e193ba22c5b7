//! The live board: its columns and cards.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    ConversationId, ConversationStatus, CustomerId, CustomerStatus, Direction, MessageKind, Priority, Protocol,
    QueueKey, event::StreamCursor, view::PersonRef,
};

/// One open (or just closed) conversation on the board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardCard {
    /// Which conversation.
    pub id: ConversationId,
    /// The number the subscriber was given.
    pub protocol: Protocol,
    /// The customer's name where there is one, else the name on WhatsApp.
    pub name: String,
    /// Who this is at the provider; `None` for somebody unknown.
    pub customer: Option<CardCustomer>,
    /// `None` until it is understood.
    pub queue: Option<QueueKey>,
    /// 1 urgent .. 4 low.
    pub priority: Priority,
    /// Where it stands.
    pub status: ConversationStatus,
    /// Who holds it.
    pub assigned: Option<PersonRef>,
    /// The first line or two of the last message.
    pub preview: String,
    /// Who wrote that.
    pub preview_direction: Direction,
    /// What it was.
    pub preview_kind: MessageKind,
    /// Since when the subscriber waits for us; `None` while we wait for the subscriber.
    #[serde(with = "time::serde::rfc3339::option")]
    pub waiting_since: Option<OffsetDateTime>,
    /// Until when an answer is due; `None` while the clock is paused.
    #[serde(with = "time::serde::rfc3339::option")]
    pub due_at: Option<OffsetDateTime>,
    /// When the last message came or went.
    #[serde(with = "time::serde::rfc3339")]
    pub last_message_at: OffsetDateTime,
    /// Until when free text may be sent; `None` where the subscriber never wrote or the channel knows no window.
    #[serde(with = "time::serde::rfc3339::option")]
    pub window_closes_at: Option<OffsetDateTime>,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Passed its due time and was raised.
    pub escalated: bool,
    /// What was sent last did not arrive: somebody must see why.
    pub unsent: bool,
}

/// What a card says of the customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardCustomer {
    /// Which customer.
    pub id: CustomerId,
    /// The plan's name, like "Fibra 500".
    pub plan: String,
    /// Where the line is.
    pub city: String,
    /// Whether the contract runs.
    pub status: CustomerStatus,
}

/// A queue as its column shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// Which queue.
    pub key: QueueKey,
    /// 1 is answered first.
    pub priority: Priority,
    /// Minutes until the first answer is due.
    pub first_answer_minutes: i32,
    /// Whether a late conversation is raised.
    pub escalates: bool,
    /// Whether the person who asks serves it.
    pub mine: bool,
}

/// The whole board at one point of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardSnapshot {
    /// The last event that this snapshot contains.
    pub cursor: StreamCursor,
    /// The server's clock, so that the browser's clocks count right.
    #[serde(with = "time::serde::rfc3339")]
    pub server_time: OffsetDateTime,
    /// The columns, in order.
    pub queues: Vec<QueueView>,
    /// All open conversations, in no order.
    pub cards: Vec<BoardCard>,
    /// Who has a page open now.
    pub online: Vec<PersonRef>,
}

/// What came of pressing "claim".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum ClaimOutcome {
    /// It is yours now (or was already).
    Yours,
    /// Somebody was faster.
    Taken {
        /// Who holds it.
        by: PersonRef,
    },
    /// It was closed meanwhile.
    Closed,
}
