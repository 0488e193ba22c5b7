//! The ways a message may leave by: its conversation's own number, and those that stand in for it.
//!
//! A conversation stays on its number. Only where an administrator allows it, and only while that number's provider
//! fails, another of the company's numbers takes over; a number that is paused is waited for.

use time::OffsetDateTime;

use crate::{ChannelId, Circuit, CircuitState, Window, view::ChannelLimits};

/// A channel that a message may leave by, with all that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Which channel.
    pub channel: ChannelId,
    /// Whether nobody has paused it.
    pub active: bool,
    /// Whether its conversations may be answered by another number.
    pub may_switch: bool,
    /// Its circuit.
    pub circuit: Circuit,
    /// The contact's 24-hour window there.
    pub window: Window,
    /// How fast it may send.
    pub limits: ChannelLimits,
}

impl Way {
    /// Whether another number may be used in place of this one. Not while the next message is the probe: it is what
    /// finds out that the provider is back.
    #[must_use]
    pub fn gives_way(&self, now: OffsetDateTime) -> bool {
        self.active && self.may_switch && self.circuit.state(now) == CircuitState::Open
    }

    /// Whether it may be used in place of another. One that fails itself, or is just being tried, may not.
    #[must_use]
    pub const fn takes_over(&self) -> bool {
        self.active && self.circuit.retry_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn way(retry_at: Option<OffsetDateTime>) -> Way {
        Way {
            channel: ChannelId::new(),
            active: true,
            may_switch: true,
            circuit: Circuit {
                failures: 5,
                openings: 1,
                retry_at,
            },
            window: Window::NotNeeded,
            limits: ChannelLimits {
                per_second: None,
                pair_burst: 1,
            },
        }
    }

    #[test]
    fn a_number_gives_way_while_its_provider_fails() {
        assert!(way(Some(NOW + Duration::SECOND)).gives_way(NOW));
        assert!(!way(None).gives_way(NOW));
        assert!(!way(Some(NOW)).gives_way(NOW), "the probe goes by the number itself");
    }

    #[test]
    fn a_number_keeps_its_conversations_unless_somebody_allows_otherwise() {
        let failing = way(Some(NOW + Duration::SECOND));
        let kept = Way {
            may_switch: false,
            ..failing
        };
        let paused = Way {
            active: false,
            ..failing
        };
        assert!(!kept.gives_way(NOW) && !paused.gives_way(NOW));
    }

    #[test]
    fn only_what_works_takes_over() {
        assert!(way(None).takes_over());
        assert!(!way(Some(NOW)).takes_over(), "it is being tried");
        let paused = Way {
            active: false,
            ..way(None)
        };
        assert!(!paused.takes_over());
    }
}
