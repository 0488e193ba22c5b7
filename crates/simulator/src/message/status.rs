//! How far a message is.

use serde::Serialize;

/// How far a message is. The town speaks of it in Twilio's words; each vendor tells it in its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WireStatus {
    /// Taken, not sent yet: no callback tells this.
    Queued,
    /// The same where a messaging service sends.
    Accepted,
    /// On its way.
    Sent,
    /// On the phone.
    Delivered,
    /// Read.
    Read,
    /// Given up.
    Undelivered,
    /// Written by a subscriber.
    Received,
}

impl WireStatus {
    /// As Twilio writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Undelivered => "undelivered",
            Self::Received => "received",
        }
    }
}
