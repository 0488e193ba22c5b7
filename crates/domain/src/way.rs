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
    /// Whether another number may be used in place of this one: its provider fails, or fails too often. Not while the next
    /// message is the probe: it is what finds out that the provider is back.
    #[must_use]
    pub fn gives_way(&self, now: OffsetDateTime) -> bool {
        let fails = match self.circuit.state(now) {
            CircuitState::Open => true,
            CircuitState::Closed => self.circuit.is_strained(now),
            CircuitState::HalfOpen => false,
        };
        self.active && self.may_switch && fails
    }

    /// Whether it may be used in place of `own`. One that fails itself, or is just being tried, may not, nor one that fails
    /// too often in place of another that does no worse.
    #[must_use]
    pub fn takes_over(&self, own: &Self, now: OffsetDateTime) -> bool {
        let no_better = own.circuit.retry_at.is_none() && self.circuit.is_strained(now);
        self.active && self.circuit.retry_at.is_none() && !no_better
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
                ..Circuit::default()
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
        let own = way(Some(NOW + Duration::SECOND));
        assert!(way(None).takes_over(&own, NOW));
        assert!(!way(Some(NOW)).takes_over(&own, NOW), "it is being tried");
        let paused = Way {
            active: false,
            ..way(None)
        };
        assert!(!paused.takes_over(&own, NOW));
    }

    #[test]
    fn a_number_that_fails_too_often_gives_way_to_one_that_does_not() {
        let strained = || {
            let mut strained = way(None);
            strained.circuit.strained_until = Some(NOW + Duration::SECOND);
            strained
        };
        let own = strained();
        assert!(own.gives_way(NOW) && !own.gives_way(NOW + Duration::SECOND));
        assert!(way(None).takes_over(&own, NOW));
        assert!(!strained().takes_over(&own, NOW), "it does no better");
        let down = way(Some(NOW + Duration::SECOND));
        assert!(strained().takes_over(&down, NOW), "some of its messages leave");
    }
}
