//! WhatsApp's customer service window: free text may be sent for 24 hours after the subscriber's last message.
//!
//! It belongs to a contact on a channel, not to a conversation: a new conversation of the same contact shares it.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// How long free text may be sent after the subscriber's last message (Meta, WhatsApp Business Platform, "Customer
/// service windows"). A template of ours does not open it.
pub const LENGTH: Duration = Duration::hours(24);

/// From so little time left on, whoever can answer should.
pub const SOON: Duration = Duration::hours(1);

/// How the window of a contact on a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "window")]
pub enum Window {
    /// Free text may be sent.
    Open {
        /// Until just before this moment.
        #[serde(with = "time::serde::rfc3339")]
        closes_at: OffsetDateTime,
    },
    /// Only an approved template may be sent: the last message is too old, or the subscriber never wrote.
    Closed,
    /// The channel's provider knows no window.
    NotNeeded,
}

impl Window {
    /// The window at `now` after the subscriber's last message, where the provider has windows.
    #[must_use]
    pub fn after(last_inbound: Option<OffsetDateTime>, now: OffsetDateTime) -> Self {
        Self::until(last_inbound.map(closes_at), now)
    }

    /// The window at `now` that closes at `closes_at`, where the provider has windows.
    #[must_use]
    pub fn until(closes_at: Option<OffsetDateTime>, now: OffsetDateTime) -> Self {
        match closes_at {
            Some(closes_at) if now < closes_at => Self::Open { closes_at },
            _ => Self::Closed,
        }
    }

    /// Whether free text may be sent.
    #[must_use]
    pub const fn allows_text(self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// Minutes that an open window stays open, rounded up: at least one.
    #[must_use]
    pub fn minutes_left(self, now: OffsetDateTime) -> Option<i64> {
        match self {
            Self::Open { closes_at } => Some(((closes_at - now).whole_seconds() + 59).max(60) / 60),
            Self::Closed | Self::NotNeeded => None,
        }
    }
}

/// When the window closes that a message of the subscriber opened.
#[must_use]
pub fn closes_at(last_inbound: OffsetDateTime) -> OffsetDateTime {
    last_inbound + LENGTH
}

/// Whether a window is open at `now` and closes within the hour.
#[must_use]
pub fn closes_soon(closes_at: Option<OffsetDateTime>, now: OffsetDateTime) -> bool {
    closes_at.is_some_and(|closes_at| now < closes_at && closes_at - now <= SOON)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    #[test]
    fn the_window_closes_to_the_second() {
        let at = |ago: Duration| Window::after(Some(NOON - ago), NOON);
        assert_eq!(at(Duration::ZERO).minutes_left(NOON), Some(1_440));
        let last = at(Duration::hours(24) - Duration::SECOND);
        assert_eq!(
            last,
            Window::Open {
                closes_at: NOON + Duration::SECOND
            }
        );
        assert_eq!((last.minutes_left(NOON), last.allows_text()), (Some(1), true));
        assert_eq!(at(Duration::hours(24)), Window::Closed);
        assert_eq!(Window::after(None, NOON), Window::Closed);
    }

    #[test]
    fn only_a_closed_window_refuses_text() {
        assert!(!Window::Closed.allows_text() && Window::NotNeeded.allows_text());
        assert_eq!(Window::NotNeeded.minutes_left(NOON), None);
    }

    #[test]
    fn soon_is_the_last_hour() {
        let soon = |left: Duration| closes_soon(Some(NOON + left), NOON);
        assert!(soon(Duration::SECOND) && soon(Duration::hours(1)));
        assert!(!soon(Duration::hours(1) + Duration::SECOND) && !soon(Duration::ZERO) && !closes_soon(None, NOON));
    }
}
