//! Chance, in the shapes that waits and arrivals have.

use rand::{Rng, rngs::StdRng};
use time::Duration;

/// A time around a median, skewed as waits are (log-normal).
pub(super) fn spread(rng: &mut StdRng, median: f64, sigma: f64) -> Duration {
    let (u, v): (f64, f64) = (rng.random_range(f64::EPSILON..1.0), rng.random_range(0.0..1.0));
    let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
    Duration::seconds_f64(median * (sigma * normal).exp())
}

/// How many of a Poisson process with this mean (Knuth's product of uniforms; the means here are small).
pub(super) fn poisson(rng: &mut StdRng, mean: f64) -> u32 {
    let limit = (-mean).exp();
    let (mut count, mut product) = (0, rng.random_range(0.0..1.0));
    while product > limit {
        count += 1;
        product *= rng.random_range(0.0..1.0);
    }
    count
}
