//! Dealing rows into parts of which each has alike many leavers.

use std::collections::BTreeMap;

use rand::{SeedableRng, rngs::SmallRng, seq::SliceRandom};

/// The part, from 0, that each row belongs to.
#[must_use]
pub fn stratified_folds(left: &[bool], folds: usize, seed: u64) -> Vec<usize> {
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut part = vec![0; left.len()];
    let mut dealt = 0;
    for leaver in [true, false] {
        let mut rows: Vec<usize> = (0..left.len()).filter(|row| left[*row] == leaver).collect();
        rows.shuffle(&mut rng);
        for row in rows {
            part[row] = dealt % folds.max(1);
            dealt += 1;
        }
    }
    part
}

/// The same, but rows of one group (one customer at several moments) stay in one part: who is known from training must
/// not be judged. A group counts as a leaver's where one of its rows is.
#[must_use]
pub fn grouped_folds(groups: &[u64], left: &[bool], folds: usize, seed: u64) -> Vec<usize> {
    let mut leavers: BTreeMap<u64, bool> = BTreeMap::new();
    for (group, left) in groups.iter().zip(left) {
        *leavers.entry(*group).or_default() |= *left;
    }
    let of_groups: Vec<bool> = leavers.values().copied().collect();
    let parts = stratified_folds(&of_groups, folds, seed);
    let part_of: BTreeMap<u64, usize> = leavers.into_keys().zip(parts).collect();
    groups
        .iter()
        .map(|group| part_of.get(group).copied().unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_stays_together() {
        let groups: Vec<u64> = (0..90).map(|row| row / 3).collect();
        let left: Vec<bool> = (0..90).map(|row| row % 9 == 0).collect();
        let part = grouped_folds(&groups, &left, 5, 1);
        assert!(part.chunks(3).all(|rows| rows.iter().all(|part| *part == rows[0])));
        let fold: Vec<_> = (0..90).filter(|row| part[*row] == 0).collect();
        assert_eq!((fold.len(), fold.iter().filter(|row| left[**row]).count()), (18, 2));
    }

    #[test]
    fn parts_are_alike_and_the_same_again() {
        let left: Vec<bool> = (0..103).map(|row| row % 4 == 0).collect();
        let part = stratified_folds(&left, 5, 3);
        assert_eq!(part, stratified_folds(&left, 5, 3));
        for fold in 0..5 {
            let rows = (0..left.len()).filter(|row| part[*row] == fold);
            let (all, leavers) = rows.fold((0, 0), |(all, gone), row| (all + 1, gone + usize::from(left[row])));
            assert!(
                (20..=21).contains(&all) && (5..=6).contains(&leavers),
                "{all} {leavers}"
            );
        }
    }
}
