//! When a message that its provider did not take now is asked for again, and what the thread is told meanwhile.

use std::time::Duration;

use enlace_domain::WaitingFor;
use enlace_whatsapp::SendError;

/// The first wait where the provider asks for less speed without saying for how long; each that follows doubles.
const SLOW_DOWN: Duration = Duration::from_secs(2);
/// The longest for one message.
const LONGEST_SLOW_DOWN: Duration = Duration::from_secs(4 * 60);
/// The longest for all messages of a channel: what one of them meets need not meet the others.
const LONGEST_HOLD: Duration = Duration::from_secs(16);
/// Of a channel's last success is known only that it was so long before or after (`channel_health::note_success`).
const SUCCESS_IS_KNOWN_TO: Duration = Duration::from_secs(5);

/// The first wait after a failed attempt, where the provider does not say how long; each that follows doubles.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest: so late at most does a message leave once its provider is back.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What the thread is told of a message that may leave later.
pub(super) const fn held_up_by(error: &SendError) -> WaitingFor {
    match error {
        SendError::RateLimited { this_pair: true, .. } => WaitingFor::ContactLimit,
        SendError::RateLimited { .. } => WaitingFor::ChannelLimit,
        SendError::Account { .. } => WaitingFor::ChannelDown,
        _ => WaitingFor::Provider,
    }
}

/// How long a message waits that may leave later, and why.
pub(super) fn later(error: &SendError, attempts: i32) -> (Duration, &'static str) {
    let (pause, why) = match error {
        SendError::RateLimited { .. } => (
            doubled(SLOW_DOWN, LONGEST_SLOW_DOWN, attempts),
            "the provider asks us to slow down",
        ),
        // soon by another number, where one may take over
        SendError::Account { .. } => (FIRST_WAIT, "the channel's account is at fault"),
        _ => (
            doubled(FIRST_WAIT, LONGEST_WAIT, attempts),
            "the provider could not take it",
        ),
    };
    (error.retry_after().unwrap_or(pause), why)
}

/// How long all messages of a channel wait whose provider asks for less speed without saying for how long: longer only
/// while nothing gets through. `since_success` is how long ago the last message did; `None`: never.
pub(super) fn hold(attempts: i32, since_success: Option<Duration>) -> Duration {
    let growing = doubled(SLOW_DOWN, LONGEST_HOLD, attempts);
    since_success.map_or(growing, |since| {
        let silent = since.saturating_sub(SUCCESS_IS_KNOWN_TO);
        growing.min(silent).max(SLOW_DOWN)
    })
}

/// The wait after this many attempts, from 1.
pub(super) fn doubled(first: Duration, longest: Duration, attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    first.saturating_mul(1 << doublings).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow_down(after: Option<Duration>) -> SendError {
        SendError::RateLimited {
            after,
            this_pair: false,
        }
    }

    #[test]
    fn a_message_that_is_asked_to_wait_waits_twice_as_long_each_time() {
        let waits = [1, 2, 3, 7, 8, 30].map(|attempts| later(&slow_down(None), attempts).0.as_secs());
        assert_eq!(waits, [2, 4, 8, 128, 240, 240]);
        let hour = Duration::from_secs(3600);
        assert_eq!(later(&slow_down(Some(hour)), 3).0, hour);
    }

    #[test]
    fn a_channel_is_held_for_longer_only_while_nothing_gets_through() {
        let seconds = Duration::from_secs;
        let holds = [1, 2, 3, 4, 30].map(|attempts| hold(attempts, None).as_secs());
        assert_eq!(holds, [2, 4, 8, 16, 16]);
        // one message is refused again and again, and others leave
        assert_eq!(hold(30, Some(Duration::ZERO)), seconds(2));
        assert_eq!(hold(30, Some(seconds(7))), seconds(2));
        assert_eq!(hold(30, Some(seconds(14))), seconds(9));
        assert_eq!(hold(30, Some(seconds(3600))), seconds(16));
        // the first refusal after a quiet night
        assert_eq!(hold(1, Some(seconds(3600))), seconds(2));
    }
}
