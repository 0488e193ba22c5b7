//! WhatsApp's customer service window: free text may be sent for 24 hours after the subscriber's last message.

use time::{Duration, OffsetDateTime};

/// How long free text may be sent after the subscriber's last message, in hours (Meta's Business Platform).
pub const WINDOW_HOURS: i64 = 24;

/// How the window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Open for so many minutes more, at least one.
    Open {
        /// Minutes left, rounded up.
        minutes: i64,
    },
    /// Closed: WhatsApp would refuse a free text.
    Closed,
    /// The subscriber has never written here.
    Never,
}

/// Reads the window at `now`.
#[must_use]
pub fn window(last_inbound: Option<OffsetDateTime>, now: OffsetDateTime) -> Window {
    let Some(last) = last_inbound else { return Window::Never };
    let left = last + Duration::hours(WINDOW_HOURS) - now;
    if left <= Duration::ZERO {
        Window::Closed
    } else {
        Window::Open {
            minutes: (left.whole_seconds() + 59) / 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::testing::NOON;

    #[test]
    fn the_window_closes_to_the_second() {
        let at = |ago: Duration| window(Some(NOON - ago), NOON);
        assert_eq!(at(Duration::ZERO), Window::Open { minutes: 1_440 });
        assert_eq!(at(Duration::hours(24) - Duration::SECOND), Window::Open { minutes: 1 });
        assert_eq!(at(Duration::hours(24)), Window::Closed);
        assert_eq!(window(None, NOON), Window::Never);
    }
}
