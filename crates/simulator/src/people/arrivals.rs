//! When people begin to write: a Poisson process whose rate follows the hours of the day.

use std::time::Duration;

use rand::{Rng, rngs::StdRng};
use time::{OffsetDateTime, UtcOffset};

/// A new conversation every so often, on average over the day.
const MEAN_GAP_SECONDS: f64 = 12.0;

/// The first ones, so that a fresh board is not empty: how many, and within how many seconds.
pub(super) const BURST: usize = 40;
pub(super) const BURST_SECONDS: f64 = 25.0;

/// The day's shape, hour by hour from midnight: a low before dawn, a rise in the morning, the peak after dinner. Flatter
/// than life, for a demo at four in the morning should show life too.
const HOURS: [f64; 24] = [
    0.8, 0.7, 0.6, 0.6, 0.6, 0.6, 0.7, 0.8, 1.0, 1.1, 1.15, 1.1, 1.0, 1.05, 1.1, 1.1, 1.1, 1.15, 1.25, 1.4, 1.5, 1.4,
    1.2, 1.0,
];

/// The local hour: Brasília's offset has had no summer time since 2019.
pub(super) fn local_hour(now: OffsetDateTime) -> u8 {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    now.to_offset(brasilia).hour()
}

/// The time to the next one.
pub(super) fn gap(rng: &mut StdRng, hour: u8) -> Duration {
    let rate = HOURS.get(usize::from(hour)).copied().unwrap_or(1.0) / MEAN_GAP_SECONDS;
    let chance: f64 = rng.random_range(f64::EPSILON..1.0);
    Duration::from_secs_f64(-chance.ln() / rate)
}

/// The moments of the first burst, from the start, in order.
pub(super) fn burst(rng: &mut StdRng) -> Vec<Duration> {
    let mut moments: Vec<Duration> = (0..BURST)
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

    #[test]
    fn the_mean_gap_follows_the_hour() {
        let mut rng = StdRng::seed_from_u64(2);
        let mut mean = |hour| (0..4_000).map(|_| gap(&mut rng, hour).as_secs_f64()).sum::<f64>() / 4_000.0;
        let (night, evening) = (mean(3), mean(20));
        assert!((18.0..22.0).contains(&night), "{night}");
        assert!((7.3..8.7).contains(&evening), "{evening}");
    }

    #[test]
    fn hours_are_those_of_brasilia() {
        assert_eq!(local_hour(datetime!(2026-11-22 01:30 UTC)), 22);
    }

    #[test]
    fn the_burst_is_short() {
        let moments = burst(&mut StdRng::seed_from_u64(2));
        assert_eq!(moments.len(), BURST);
        assert!(moments.is_sorted() && moments.iter().all(|at| at.as_secs_f64() < BURST_SECONDS));
    }
}
