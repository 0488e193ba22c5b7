//! How a channel stands, as an administrator sees it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Circuit, CircuitState, queue::named_enum};

named_enum! {
    /// Why a provider did not take a message, by what may be done about it.
    SendFailure, "send failure" {
        /// It could not be reached, or was too busy.
        RetryLater = "retry_later",
        /// We send faster than we may.
        RateLimited = "rate_limited",
        /// The subscriber's last message is older than 24 hours.
        WindowClosed = "window_closed",
        /// The number can't be reached on WhatsApp.
        NotOnWhatsApp = "not_on_whatsapp",
        /// It will never take this message.
        Refused = "refused",
        /// Our account or its settings are at fault.
        Account = "account",
        /// No answer came: it may or may not be on its way.
        InDoubt = "in_doubt",
    }
}

/// Whether messages leave by a channel, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// They leave.
    Sending,
    /// They leave, but its provider fails more than one call in three: where another number may take over, by that one.
    Unstable,
    /// An administrator has paused it: they wait.
    Paused,
    /// Its provider fails: they wait, and one tries again after this time.
    Resting {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        until: OffsetDateTime,
    },
    /// Its provider failed; the next message finds out whether it is back.
    Trying,
    /// Its account or its settings are at fault: they wait until somebody corrects them.
    AccountTrouble,
    /// Its secrets can't be opened: they were sealed with another key, and must be entered again.
    SecretsLost,
}

impl ChannelState {
    /// The names of all states in the metrics.
    pub const NAMES: [&'static str; 7] = [
        "sending",
        "unstable",
        "paused",
        "resting",
        "trying",
        "account_trouble",
        "secrets_lost",
    ];

    /// Its name in the metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Unstable => "unstable",
            Self::Paused => "paused",
            Self::Resting { .. } => "resting",
            Self::Trying => "trying",
            Self::AccountTrouble => "account_trouble",
            Self::SecretsLost => "secrets_lost",
        }
    }

    /// From what is known of a channel whose secrets open; `last` is the last failure.
    #[must_use]
    pub fn of(active: bool, circuit: Circuit, last: Option<SendFailure>, now: OffsetDateTime) -> Self {
        match (active, circuit.state(now), circuit.retry_at) {
            (false, ..) => Self::Paused,
            (true, CircuitState::Closed, _) | (true, _, None) if circuit.is_strained(now) => Self::Unstable,
            (true, CircuitState::Closed, _) | (true, _, None) => Self::Sending,
            (true, ..) if last == Some(SendFailure::Account) => Self::AccountTrouble,
            (true, CircuitState::Open, Some(until)) => Self::Resting { until },
            (true, CircuitState::HalfOpen, Some(_)) => Self::Trying,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn open(until: OffsetDateTime) -> Circuit {
        Circuit {
            failures: 5,
            openings: 1,
            retry_at: Some(until),
            ..Circuit::default()
        }
    }

    #[test]
    fn what_is_paused_is_paused_whatever_else_is_wrong() {
        let account = Some(SendFailure::Account);
        assert_eq!(ChannelState::of(false, open(NOW), account, NOW), ChannelState::Paused);
    }

    #[test]
    fn an_open_circuit_rests_until_its_time_and_is_then_tried() {
        let until = NOW + Duration::SECOND;
        let last = Some(SendFailure::RetryLater);
        assert_eq!(
            ChannelState::of(true, open(until), last, NOW),
            ChannelState::Resting { until }
        );
        assert_eq!(ChannelState::of(true, open(until), last, until), ChannelState::Trying);
    }

    #[test]
    fn trouble_of_the_account_is_over_once_the_circuit_is_closed() {
        let account = Some(SendFailure::Account);
        assert_eq!(
            ChannelState::of(true, open(NOW), account, NOW),
            ChannelState::AccountTrouble
        );
        assert_eq!(
            ChannelState::of(true, Circuit::default(), account, NOW),
            ChannelState::Sending
        );
    }

    #[test]
    fn a_failure_has_one_name_everywhere() {
        for failure in SendFailure::ALL {
            let written = serde_json::to_string(failure).unwrap();
            assert_eq!(written, format!("\"{failure}\""));
        }
    }

    #[test]
    fn what_fails_too_often_is_unstable_until_it_is_tried_again() {
        let strained = Circuit {
            strained_until: Some(NOW + Duration::SECOND),
            ..Circuit::default()
        };
        assert_eq!(ChannelState::of(true, strained, None, NOW), ChannelState::Unstable);
        assert_eq!(
            ChannelState::of(true, strained, None, NOW + Duration::SECOND),
            ChannelState::Sending
        );
        assert_eq!(ChannelState::of(false, strained, None, NOW), ChannelState::Paused);
    }
}
