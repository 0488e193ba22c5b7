//! What state a conversation is in, and what kind of matter it is.

use crate::queue::named_enum;

named_enum! {
    /// The kind of matter, coarser than the queue.
    ConversationType, "conversation type" {
        /// Line, router, Wi-Fi.
        Technical = "technical",
        /// Plans and sales.
        Commercial = "commercial",
        /// Bills and payments.
        Financial = "financial",
        /// Leaving.
        Cancellation = "cancellation",
    }
}

named_enum! {
    /// Where a conversation stands. It begins in automation and ends closed; it may be reopened.
    ConversationStatus, "conversation status" {
        /// A machine is trying to understand or answer it.
        Automation = "automation",
        /// In a queue, nobody has taken it.
        Waiting = "waiting",
        /// Somebody has taken it.
        InProgress = "in_progress",
        /// Done.
        Closed = "closed",
    }
}

impl ConversationStatus {
    /// Whether it belongs on the board.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }
}
