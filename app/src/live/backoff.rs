//! How long to wait before the next try to connect.

use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(15);

/// The wait after `failures` failures in a row (from 0): 1, 2, 4 … 15 s, of which the second half is left to
/// `chance` (0..1), so that a thousand browsers do not come back in the same instant.
#[cfg_attr(
    not(any(feature = "hydrate", test)),
    expect(dead_code, reason = "only a browser connects")
)]
pub(super) fn wait(failures: u32, chance: f64) -> Duration {
    let whole = FIRST.saturating_mul(1 << failures.min(4)).min(LONGEST);
    whole / 2 + (whole / 2).mul_f64(chance.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_limit() {
        let longest = |failures| wait(failures, 1.0).as_millis();
        assert_eq!(
            [0, 1, 2, 3, 4, 99].map(longest),
            [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]
        );
        assert_eq!(wait(1, 0.0), Duration::from_secs(1));
    }
}
