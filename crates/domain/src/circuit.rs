//! The circuit of a channel: when a vendor that is down is asked again, and by how many at a time.
//!
//! Closed, every message may leave. Failures in a row open it, and messages wait. After a pause one message alone goes
//! ahead (half-open): where it leaves the circuit closes, else the next pause is longer.

use time::{Duration, OffsetDateTime};

/// So many failures in a row open the circuit: one or two are the network's daily noise.
const FAILURES: u32 = 5;
/// The first pause; each that follows is twice as long.
const FIRST_PAUSE: Duration = Duration::seconds(5);
/// The longest pause: so late at most does a message leave once the vendor is back.
const LONGEST_PAUSE: Duration = Duration::seconds(60);
/// What a failure adds to the strain; each success takes one off. So it grows where more than one call in three fails.
const STRAIN_OF_FAILURE: u32 = 2;
/// So much strain is too much.
const STRAINED: u32 = 10;
/// So long a vendor is spared that fails too often.
const SPARED: Duration = Duration::seconds(5);
/// A probe without a result by then is lost with its process, and another may go. Longer than any call to a vendor.
const PROBE: Duration = Duration::seconds(60);

/// The circuit of one channel, as all processes share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circuit {
    /// Failures since the last success.
    pub failures: u32,
    /// How often it opened since the last success.
    pub openings: u32,
    /// When the vendor may be asked again; `None` while closed.
    pub retry_at: Option<OffsetDateTime>,
    /// How often it fails between the calls that go well.
    pub strain: u32,
    /// Until when it is better spared, where another can take its place; the circuit may be closed all the while.
    pub strained_until: Option<OffsetDateTime>,
}

/// Whether a message may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The circuit is closed.
    Go,
    /// As the only one: what comes of it decides for all.
    Probe,
    /// Not before this much time has passed.
    Wait(Duration),
}

/// How bad a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// May be over with the next call.
    Transient,
    /// Will meet every message until somebody mends it: the account's or the settings'.
    Lasting,
}

/// What an administrator sees of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircuitState {
    /// Messages leave.
    Closed,
    /// Messages wait.
    Open,
    /// The next message is the probe.
    HalfOpen,
}

impl CircuitState {
    /// Its name in the metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
        }
    }
}

impl Circuit {
    /// Where it stands.
    #[must_use]
    pub fn state(&self, now: OffsetDateTime) -> CircuitState {
        match self.retry_at {
            None => CircuitState::Closed,
            Some(at) if now < at => CircuitState::Open,
            Some(_) => CircuitState::HalfOpen,
        }
    }

    /// Asks to send a message. A probe is written down here: whoever asks next waits.
    pub fn admit(&mut self, now: OffsetDateTime) -> Admission {
        match self.retry_at {
            None => Admission::Go,
            Some(at) if now < at => Admission::Wait(at - now),
            Some(_) => {
                self.retry_at = Some(now + PROBE);
                Admission::Probe
            }
        }
    }

    /// Whether it fails too often to be asked now where another can take its place.
    #[must_use]
    pub fn is_strained(&self, now: OffsetDateTime) -> bool {
        self.strained_until.is_some_and(|until| now < until)
    }

    /// The vendor answered: the circuit closes, whoever asked.
    pub fn succeeded(&mut self) {
        *self = Self {
            strain: self.strain.saturating_sub(1),
            strained_until: self.strained_until,
            ..Self::default()
        };
    }

    /// The vendor failed. While the circuit is open only the probe counts: the others had set out before.
    pub fn failed(&mut self, failure: Failure, admission: Admission, now: OffsetDateTime) {
        self.failures = self.failures.saturating_add(1);
        // kept at the limit: after the pause the next failure is enough
        self.strain = (self.strain + STRAIN_OF_FAILURE).min(STRAINED);
        if self.strain == STRAINED {
            self.strained_until = Some(now + SPARED);
        }
        let opens = match self.retry_at {
            None => failure == Failure::Lasting || self.failures >= FAILURES,
            Some(_) => admission == Admission::Probe,
        };
        if opens {
            self.openings = self.openings.saturating_add(1);
            self.retry_at = Some(now + pause(self.openings));
        }
    }
}

/// The pause after the circuit opened for the `openings`th time in a row, from 1.
fn pause(openings: u32) -> Duration {
    let doublings = openings.saturating_sub(1).min(8);
    (FIRST_PAUSE * 2_i32.pow(doublings)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn opened() -> Circuit {
        let mut circuit = Circuit::default();
        circuit.failed(Failure::Lasting, Admission::Go, NOW);
        circuit
    }

    #[test]
    fn failures_in_a_row_open_it_and_a_success_between_them_does_not() {
        let mut circuit = Circuit::default();
        for _ in 1..FAILURES {
            circuit.failed(Failure::Transient, Admission::Go, NOW);
        }
        assert_eq!(circuit.admit(NOW), Admission::Go);
        circuit.succeeded();
        for _ in 1..FAILURES {
            circuit.failed(Failure::Transient, Admission::Go, NOW);
        }
        assert_eq!(circuit.state(NOW), CircuitState::Closed);
        circuit.failed(Failure::Transient, Admission::Go, NOW);
        assert_eq!(circuit.admit(NOW), Admission::Wait(FIRST_PAUSE));
    }

    #[test]
    fn one_that_fails_every_other_time_is_strained_and_one_that_fails_at_times_is_not() {
        let mut circuit = Circuit::default();
        for _ in 0..100 {
            circuit.failed(Failure::Transient, Admission::Go, NOW);
            circuit.succeeded();
            circuit.succeeded();
        }
        assert!(!circuit.is_strained(NOW));
        let mut calls = 0;
        while !circuit.is_strained(NOW) {
            circuit.failed(Failure::Transient, Admission::Go, NOW);
            circuit.succeeded();
            calls += 2;
        }
        assert_eq!((calls, circuit.state(NOW)), (18, CircuitState::Closed));
        assert!(!circuit.is_strained(NOW + SPARED));
        circuit.succeeded();
        circuit.failed(Failure::Transient, Admission::Go, NOW + SPARED);
        assert!(
            circuit.is_strained(NOW + SPARED),
            "it has not shown yet that it is well"
        );
    }

    #[test]
    fn a_lasting_failure_opens_it_at_once() {
        assert_eq!(opened().state(NOW), CircuitState::Open);
    }

    #[test]
    fn after_the_pause_one_message_goes_and_the_next_waits() {
        let mut circuit = opened();
        let later = NOW + FIRST_PAUSE;
        assert_eq!(circuit.state(later), CircuitState::HalfOpen);
        assert_eq!(circuit.admit(later), Admission::Probe);
        assert_eq!(circuit.admit(later), Admission::Wait(PROBE));
        assert_eq!(
            circuit.admit(later + PROBE),
            Admission::Probe,
            "a lost probe is replaced"
        );
        circuit.succeeded();
        assert_eq!(circuit.admit(later), Admission::Go);
    }

    #[test]
    fn the_pause_grows_with_each_failed_probe_up_to_its_longest() {
        let mut circuit = opened();
        let mut now = NOW;
        let mut pauses = Vec::new();
        for _ in 0..6 {
            now = circuit.retry_at.unwrap_or(now);
            assert_eq!(circuit.admit(now), Admission::Probe);
            circuit.failed(Failure::Transient, Admission::Probe, now);
            pauses.push((circuit.retry_at.unwrap_or(now) - now).whole_seconds());
        }
        assert_eq!(pauses, [10, 20, 40, 60, 60, 60]);
    }

    #[test]
    fn what_had_set_out_before_it_opened_does_not_lengthen_the_pause() {
        let mut circuit = opened();
        let before = circuit.retry_at;
        circuit.failed(Failure::Transient, Admission::Go, NOW + Duration::SECOND);
        assert_eq!(circuit.retry_at, before);
    }
}
