//! Which rows a tree sees.

use rand::{Rng, SeedableRng, rngs::SmallRng};

/// The random numbers of one tree; a tree's own, so that threads change nothing.
pub(super) fn rng(seed: u64, tree: u32, purpose: u64) -> SmallRng {
    SmallRng::seed_from_u64(seed ^ (u64::from(tree) << 32) ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// As many rows as there are, drawn with putting back: how often each was drawn.
pub(super) fn bootstrap(seed: u64, tree: u32, rows: usize) -> Vec<u16> {
    let mut rng = rng(seed, tree, 1);
    let mut drawn = vec![0_u16; rows];
    for _ in 0..rows {
        let row = rng.random_range(0..rows);
        drawn[row] = drawn[row].saturating_add(1);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_a_third_is_not_drawn_and_each_tree_draws_otherwise() {
        let drawn = bootstrap(1, 2, 10_000);
        assert_eq!(drawn.iter().map(|count| u32::from(*count)).sum::<u32>(), 10_000);
        let left_out = drawn.iter().filter(|count| **count == 0).count();
        assert!((3_500..3_850).contains(&left_out), "{left_out}");
        assert_eq!(drawn, bootstrap(1, 2, 10_000));
        assert_ne!(drawn, bootstrap(1, 3, 10_000));
    }
}
