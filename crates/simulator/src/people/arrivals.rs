//! When people begin to write: a Poisson process whose rate follows the hours of the day.

use std::time::Duration;

use rand::{Rng, rngs::StdRng};
use time::{OffsetDateTime, UtcOffset, Weekday};

use super::day;

/// The first ones, so that a fresh board is not empty: how many, and within how many seconds. What is open at the start
/// counts among them.
const BURST: usize = 30;
const BURST_SECONDS: f64 = 25.0;
/// Nobody within so long: the hour is looked at again.
pub(super) const LOOK: Duration = Duration::from_secs(600);

/// The day of the week and the hour in Brasília, whose offset has had no summer time since 2019.
pub(super) fn local(now: OffsetDateTime) -> (Weekday, u8) {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let there = now.to_offset(brasilia);
    (there.weekday(), there.hour())
}

/// The time to the next one of so many subscribers, if that is within [`LOOK`].
pub(super) fn gap(rng: &mut StdRng, subscribers: usize, (weekday, hour): (Weekday, u8)) -> Option<Duration> {
    let people = f64::from(u32::try_from(subscribers).unwrap_or(u32::MAX));
    let rate = day::an_hour(people, weekday, hour) / 3_600.0;
    let chance: f64 = rng.random_range(f64::EPSILON..1.0);
    // a wait without anybody is no number of seconds: it is longer than any look
    let seconds = -chance.ln() / rate;
    (seconds < LOOK.as_secs_f64()).then(|| Duration::from_secs_f64(seconds))
}

/// The moments of the first burst, from the start, in order; so many are open already.
pub(super) fn burst(rng: &mut StdRng, open: usize) -> Vec<Duration> {
    let mut moments: Vec<Duration> = (open..BURST)
        .map(|_| Duration::from_secs_f64(rng.random_range(0.3..BURST_SECONDS)))
        .collect();
    moments.sort_unstable();
    moments
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use time::macros::datetime;

    use super::*;
    use crate::{past, subscribers};

    /// How many begin in so many hours of the same hour.
    fn begin(rng: &mut StdRng, hours: u32, at: (Weekday, u8)) -> u32 {
        let (mut passed, mut count) = (Duration::ZERO, 0);
        while passed < Duration::from_secs(3_600) * hours {
            let next = gap(rng, 2_000, at);
            count += u32::from(next.is_some());
            passed += next.unwrap_or(LOOK);
        }
        count
    }

    #[test]
    fn the_town_lives_as_busily_as_its_past() {
        let mut rng = StdRng::seed_from_u64(2);
        let town = subscribers(2, 2_000);
        let now = datetime!(2026-11-28 03:00 UTC);
        let before = past(2, &town, 28, now);
        for hour in [9, 14, 20] {
            let lives: u32 = (0..28)
                .map(|day| local(now - time::Duration::days(day)).0)
                .map(|weekday| begin(&mut rng, 1, (weekday, hour)))
                .sum();
            let lived = before.iter().filter(|past| local(past.opened).1 == hour).count();
            let ratio = f64::from(lives) / f64::from(u32::try_from(lived).unwrap());
            assert!((0.5..1.6).contains(&ratio), "at {hour}: {lives} and {lived}");
        }
    }

    #[test]
    fn nights_are_calm_and_towns_without_people_silent() {
        let mut rng = StdRng::seed_from_u64(2);
        let (night, evening) = (
            begin(&mut rng, 400, (Weekday::Monday, 3)),
            begin(&mut rng, 400, (Weekday::Monday, 20)),
        );
        assert!(night > 0 && evening > 10 * night, "{night} and {evening}");
        assert_eq!(gap(&mut rng, 0, (Weekday::Monday, 20)), None);
    }

    #[test]
    fn hours_are_those_of_brasilia() {
        assert_eq!(local(datetime!(2026-11-22 01:30 UTC)), (Weekday::Saturday, 22));
    }

    #[test]
    fn the_burst_is_short_and_leaves_out_what_is_open() {
        let mut rng = StdRng::seed_from_u64(2);
        let moments = burst(&mut rng, 0);
        assert_eq!(moments.len(), BURST);
        assert!(moments.is_sorted() && moments.iter().all(|at| at.as_secs_f64() < BURST_SECONDS));
        assert_eq!(burst(&mut rng, BURST - 3).len(), 3);
        assert!(burst(&mut rng, 500).is_empty());
    }
}
