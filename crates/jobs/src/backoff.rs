//! How long to wait before the next try.

use std::time::Duration;

use rand::Rng;

/// After the first failure.
const FIRST: Duration = Duration::from_millis(500);
/// Never longer than this.
const LONGEST: Duration = Duration::from_secs(600);

/// Doubles with every failure from half a second to ten minutes, a quarter more or less by chance, so that jobs that
/// failed together do not come back together.
pub fn after(failures: i32) -> Duration {
    let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(0).min(20);
    let plain = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    plain.mul_f64(rand::rng().random_range(0.75..=1.25))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        for (failures, least, most) in [
            (1, 375, 625),
            (2, 750, 1_250),
            (5, 6_000, 10_000),
            (40, 450_000, 750_000),
        ] {
            let wait = after(failures).as_millis();
            assert!((least..=most).contains(&wait), "{failures} failures: {wait} ms");
        }
    }
}
