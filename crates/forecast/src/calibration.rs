//! Makes the forest's shares probabilities: of a hundred who are given 0.7, seventy should leave.
//!
//! Isotonic regression (pool adjacent violators) over shares of rows by trees that had not seen them, so that no row is
//! held back for it. It never changes who comes before whom; between two pools it goes in a straight line.

use serde::{Deserialize, Serialize};

/// Fewest rows of a pool: a handful is no probability.
const LEAST: f64 = 20.0;

/// From shares to probabilities.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Mean share and probability of each pool, both rising.
    points: Vec<(f64, f64)>,
}

struct Pool {
    rows: f64,
    shares: f64,
    left: f64,
}

impl Pool {
    fn rate(&self) -> f64 {
        self.left / self.rows
    }
}

impl Calibration {
    /// Fits it to shares of which it is known who left.
    #[must_use]
    pub fn fit(shares: &[f64], left: &[bool]) -> Self {
        let mut order: Vec<(f64, bool)> = shares.iter().copied().zip(left.iter().copied()).collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut pools: Vec<Pool> = Vec::new();
        for tie in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let mut pool = tie.iter().fold(
                Pool {
                    rows: 0.0,
                    shares: 0.0,
                    left: 0.0,
                },
                |pool, (share, left)| Pool {
                    rows: pool.rows + 1.0,
                    shares: pool.shares + share,
                    left: pool.left + f64::from(u8::from(*left)),
                },
            );
            while pools
                .last()
                .is_some_and(|last| last.rate() >= pool.rate() || last.rows < LEAST)
            {
                if let Some(last) = pools.pop() {
                    pool = merged(last, &pool);
                }
            }
            pools.push(pool);
        }
        // the last pool may be a handful still
        if let Some(last) = pools.pop_if(|last| last.rows < LEAST) {
            let pool = match pools.pop() {
                Some(before) => merged(before, &last),
                None => last,
            };
            pools.push(pool);
        }
        Self {
            points: pools
                .iter()
                .map(|pool| (pool.shares / pool.rows, pool.rate()))
                .collect(),
        }
    }

    /// The probability of a share.
    #[must_use]
    pub fn probability(&self, share: f64) -> f64 {
        let after = self.points.partition_point(|(point, _)| *point < share);
        match (
            after.checked_sub(1).and_then(|place| self.points.get(place)),
            self.points.get(after),
        ) {
            (Some((from, low)), Some((to, high))) if to > from => low + (high - low) * (share - from) / (to - from),
            (Some((_, end)), None) | (_, Some((_, end))) => *end,
            (None, None) => share,
        }
    }
}

fn merged(a: Pool, b: &Pool) -> Pool {
    Pool {
        rows: a.rows + b.rows,
        shares: a.shares + b.shares,
        left: a.left + b.left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exaggeration_is_brought_down_and_the_order_stays() {
        // a share of s means in truth s / 2
        let rows: Vec<(f64, bool)> = (0..2_000_u32)
            .map(|row| {
                let share = f64::from(row % 100) / 100.0;
                (share, f64::from(row / 100) / 20.0 < share / 2.0)
            })
            .collect();
        let (shares, left): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        let calibration = Calibration::fit(&shares, &left);
        for share in [0.2, 0.5, 0.9] {
            let said = calibration.probability(share);
            assert!((said - share / 2.0).abs() < 0.06, "{share} became {said}");
        }
        let all: Vec<f64> = (0..=100)
            .map(|step| calibration.probability(f64::from(step) / 100.0))
            .collect();
        assert!(all.is_sorted());
    }

    #[test]
    fn a_handful_is_no_probability() {
        let calibration = Calibration::fit(&[0.9, 0.95, 0.1], &[true, true, false]);
        assert!((calibration.probability(0.95) - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(Calibration::default().probability(0.3), 0.3);
    }
}
