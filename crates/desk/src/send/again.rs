//! When a message that its provider did not take now is asked for again, and what the thread is told meanwhile.

use std::time::Duration;

use enlace_domain::WaitingFor;
use enlace_whatsapp::SendError;

/// How long to wait where the provider asks for less speed without saying for how long.
pub(super) const SLOW_DOWN: Duration = Duration::from_secs(2);

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
        SendError::RateLimited { .. } => (SLOW_DOWN, "the provider asks us to slow down"),
        // soon by another number, where one may take over
        SendError::Account { .. } => (FIRST_WAIT, "the channel's account is at fault"),
        _ => (pause(attempts), "the provider could not take it"),
    };
    (error.retry_after().unwrap_or(pause), why)
}

/// How long to wait after this many attempts, from 1.
fn pause(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT)
}
