//! What is kept of every message, both ways.

use time::OffsetDateTime;

use super::{MessageId, WireStatus};

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Written by a subscriber.
    Inbound,
    /// Sent by the desk.
    Outbound,
}

/// What is kept of a message.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub id: MessageId,
    /// The place of its line among the town's.
    pub line: usize,
    pub direction: Direction,
    /// The subscriber's digits: WhatsApp's spelling where they wrote, the desk's where it sent.
    pub number: String,
    /// Words, or the caption.
    pub body: String,
    pub status: WireStatus,
    /// Twilio's `MG…` where one was named.
    pub service: Option<String>,
    /// The vendor's number for why it failed.
    pub error_code: Option<u32>,
    /// Pieces of media.
    pub num_media: usize,
    pub created: OffsetDateTime,
    /// When its status changed last.
    pub updated: OffsetDateTime,
    /// When it left.
    pub sent: Option<OffsetDateTime>,
}
