//! How fast messages may leave: the generic cell rate algorithm.
//!
//! Of each limit one time is kept: when the next message would come, were they to come evenly (the theoretical arrival
//! time). A message may leave as long as that time is not further ahead than the burst allows.

use time::{Duration, OffsetDateTime};

/// To one contact one message in this time, in the long run: Meta's pair rate.
const PAIR: Duration = Duration::seconds(6);

/// To one contact so many at once, where nothing else was entered: Meta's own burst.
pub const PAIR_BURST: u32 = 45;

/// The most that may be entered for a channel in a second.
pub const PER_SECOND_MOST: u32 = 10_000;

/// The most that may be entered to one contact at once.
pub const PAIR_BURST_MOST: u32 = 1_000;

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Between two messages, once the burst is used up.
    pub interval: Duration,
    /// How far the theoretical arrival time may be ahead.
    pub tolerance: Duration,
}

impl Pace {
    /// So many in any one second. A tenth of them may come at once; the others are spread.
    #[must_use]
    pub fn per_second(messages: u32) -> Self {
        let messages = i64::from(messages.max(1));
        let at_once = messages / 10;
        // rounded up to what the database counts in
        let evenly = messages - at_once;
        let interval = Duration::microseconds((1_000_000 + evenly - 1) / evenly);
        Self::new(interval, u32::try_from(at_once).unwrap_or(u32::MAX))
    }

    /// To one contact: so many at once, then one in six seconds.
    #[must_use]
    pub fn pair(burst: u32) -> Self {
        Self::new(PAIR, burst.saturating_sub(1))
    }

    /// `ahead`: how many may come before their time.
    fn new(interval: Duration, ahead: u32) -> Self {
        Self {
            interval,
            tolerance: interval.saturating_mul(i32::try_from(ahead).unwrap_or(i32::MAX)),
        }
    }

    /// How long the next message has to wait; `None` where it may leave now.
    #[must_use]
    pub fn wait(self, arrival: OffsetDateTime, now: OffsetDateTime) -> Option<Duration> {
        let wait = arrival - self.tolerance - now;
        wait.is_positive().then_some(wait)
    }

    /// The theoretical arrival time after a message that leaves now.
    #[must_use]
    pub fn next(self, arrival: OffsetDateTime, now: OffsetDateTime) -> OffsetDateTime {
        arrival.max(now) + self.interval
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    /// When each of so many messages leaves that are all there from the start, or from `from`.
    fn leave(pace: Pace, messages: usize, arrival: &mut OffsetDateTime, from: OffsetDateTime) -> Vec<Duration> {
        let mut now = from;
        (0..messages)
            .map(|_| {
                now += pace.wait(*arrival, now).unwrap_or_default();
                *arrival = pace.next(*arrival, now);
                now - from
            })
            .collect()
    }

    #[test]
    fn a_burst_leaves_at_once_and_the_rest_evenly() {
        let mut arrival = START;
        let left = leave(Pace::pair(3), 5, &mut arrival, START);
        assert_eq!(left, [0, 0, 0, 6, 12].map(Duration::seconds));
    }

    #[test]
    fn a_pause_gives_back_as_much_as_was_missed_and_never_more_than_the_burst() {
        let pace = Pace::pair(3);
        let mut arrival = START;
        leave(pace, 3, &mut arrival, START);
        let later = START + Duration::seconds(12);
        assert_eq!(leave(pace, 3, &mut arrival, later), [0, 0, 6].map(Duration::seconds));
        let much_later = START + Duration::hours(5);
        assert_eq!(
            leave(pace, 4, &mut arrival, much_later),
            [0, 0, 0, 6].map(Duration::seconds)
        );
    }

    #[test]
    fn no_second_sees_more_than_the_limit() {
        for limit in [1, 2, 9, 10, 80, 1000] {
            let mut arrival = START;
            let left = leave(Pace::per_second(limit), 3000, &mut arrival, START);
            let count = usize::try_from(limit).unwrap_or(usize::MAX);
            assert!(
                left.windows(count + 1)
                    .all(|some| some[count] - some[0] >= Duration::SECOND),
                "{limit} a second"
            );
        }
    }
}
