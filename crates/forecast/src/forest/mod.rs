//! A random forest that tells a share between 0 and 1: the mean, over its trees, of the share of leavers in the leaf.

mod grow;
mod sample;
mod tree;

use std::{num::NonZeroUsize, thread};

use serde::{Deserialize, Serialize};

use crate::bins::{Binned, Bins};
use grow::Grower;
use tree::Tree;

/// How a forest grows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForestSettings {
    /// Trees.
    pub trees: u32,
    /// Rows that a leaf has at least.
    pub min_leaf: u32,
    /// What somebody who left weighs; somebody who stayed weighs 1.
    pub positive_weight: f32,
    /// The same seed grows the same forest, by however many threads.
    pub seed: u64,
    /// Threads, 1 or more.
    pub threads: usize,
}

impl Default for ForestSettings {
    /// What `docs/CHURN.md` found best: 100 trees, leaves of 20 rows, no weights, all threads.
    fn default() -> Self {
        Self {
            trees: 100,
            min_leaf: 20,
            positive_weight: 1.0,
            seed: 0,
            threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }
}

/// The trees, and what each feature did for them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forest {
    trees: Vec<Tree>,
    /// By feature, summing to 1: how much of the impurity it took away.
    importances: Vec<f64>,
}

/// Shares of rows that trees have not been grown on, for those rows that have such trees.
pub(crate) struct OutOfBag(pub(crate) Vec<Option<f64>>);

impl Forest {
    /// Grows a forest on the binned rows; `left` says who left.
    #[must_use]
    pub fn grow(bins: &Bins, binned: &Binned, left: &[bool], settings: ForestSettings) -> Self {
        let grower = Grower::new(bins, binned, left, settings);
        let grown = in_parallel(settings, |number| grower.tree(number));
        let mut importances = vec![0.0; bins.features()];
        let mut trees = Vec::with_capacity(grown.len());
        for (tree, gains) in grown {
            let whole: f64 = gains.iter().sum();
            if whole > 0.0 {
                for (sum, gain) in importances.iter_mut().zip(gains) {
                    *sum += gain / whole;
                }
            }
            trees.push(tree);
        }
        let whole: f64 = importances.iter().sum();
        if whole > 0.0 {
            importances.iter_mut().for_each(|sum| *sum /= whole);
        }
        Self { trees, importances }
    }

    /// How much of the impurity each feature took away, summing to 1 (mean decrease in Gini impurity).
    #[must_use]
    pub fn importances(&self) -> &[f64] {
        &self.importances
    }

    /// The share of each row.
    #[must_use]
    pub fn shares(&self, binned: &Binned) -> Vec<f64> {
        let features = binned.columns.len();
        let mut sums = vec![0.0_f64; binned.rows];
        // a tree at a time: it stays in the cache while all rows walk down
        for tree in &self.trees {
            for (sum, row) in sums.iter_mut().zip(binned.by_row.chunks_exact(features.max(1))) {
                *sum += f64::from(tree.share(row));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a forest has few trees")]
        let count = self.trees.len().max(1) as f64;
        sums.iter_mut().for_each(|sum| *sum /= count);
        sums
    }

    /// The share of each row by the trees that did not see it while they grew.
    pub(crate) fn out_of_bag(&self, binned: &Binned, settings: ForestSettings) -> OutOfBag {
        let features = binned.columns.len().max(1);
        let mut sums = vec![(0.0_f64, 0_u32); binned.rows];
        for (number, tree) in (0_u32..).zip(&self.trees) {
            let drawn = sample::bootstrap(settings.seed, number, binned.rows);
            for ((sum, row), count) in sums.iter_mut().zip(binned.by_row.chunks_exact(features)).zip(drawn) {
                if count == 0 {
                    sum.0 += f64::from(tree.share(row));
                    sum.1 += 1;
                }
            }
        }
        OutOfBag(
            sums.into_iter()
                .map(|(sum, count)| (count > 0).then(|| sum / f64::from(count)))
                .collect(),
        )
    }

    /// What each feature adds to the share of one row, and the share that the forest starts from: their sum is the row's share.
    ///
    /// Along the way down each tree, the step of the share at a cut belongs to the feature that is cut.
    #[must_use]
    pub fn contributions(&self, binned: &Binned, row: usize) -> (f64, Vec<f64>) {
        let features = binned.columns.len();
        let mut added = vec![0.0; features];
        let mut base = 0.0;
        #[expect(clippy::cast_precision_loss, reason = "a forest has few trees")]
        let count = self.trees.len().max(1) as f64;
        if let Some(values) = binned.by_row.get(row * features..(row + 1) * features) {
            for tree in &self.trees {
                base += tree.explain(values, &mut added);
            }
        }
        added.iter_mut().for_each(|sum| *sum /= count);
        (base / count, added)
    }
}

/// Makes each tree; the result is the same however many threads work.
fn in_parallel<T: Send>(settings: ForestSettings, make: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let threads = u32::try_from(settings.threads.max(1))
        .unwrap_or(1)
        .min(settings.trees.max(1));
    if threads == 1 {
        return (0..settings.trees).map(make).collect();
    }
    let make = &make;
    let mut parts: Vec<Vec<(u32, T)>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    (first..settings.trees)
                        .step_by(threads as usize)
                        .map(|number| (number, make(number)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut all: Vec<(u32, T)> = parts.drain(..).flatten().collect();
    all.sort_unstable_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Table;

    /// Who leaves: those with a high first feature; the second says nothing.
    fn world() -> (Table, Vec<bool>) {
        let wave = |row: u16, by: u16| f32::from(row.wrapping_mul(by) % 101);
        let first: Vec<f32> = (0..600).map(|row| wave(row, 37)).collect();
        let second = (0..600).map(|row| wave(row, 53)).collect();
        let left = first.iter().map(|value| *value > 60.0).collect();
        let names = vec!["first".to_owned(), "second".to_owned()];
        (Table::new(names, vec![first, second], 600), left)
    }

    fn grown(threads: usize) -> (Forest, Binned) {
        let (table, left) = world();
        let bins = Bins::of(&table);
        let binned = bins.apply(&table);
        let settings = ForestSettings {
            trees: 20,
            threads,
            ..ForestSettings::default()
        };
        (Forest::grow(&bins, &binned, &left, settings), binned)
    }

    #[test]
    fn what_decides_is_found_and_weighs_most() {
        let (forest, binned) = grown(1);
        let (_, left) = world();
        let shares = forest.shares(&binned);
        let right = shares
            .iter()
            .zip(&left)
            .filter(|(share, left)| (**share > 0.5) == **left)
            .count();
        assert!(right > 590, "{right} of 600");
        assert!(forest.importances()[0] > 0.8, "{:?}", forest.importances());
        assert!((forest.importances().iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn threads_change_nothing() {
        assert_eq!(grown(1).0, grown(3).0);
    }

    #[test]
    fn reasons_add_up_to_the_share() {
        let (forest, binned) = grown(2);
        let shares = forest.shares(&binned);
        for row in [0, 7, 599] {
            let (base, added) = forest.contributions(&binned, row);
            assert!((base + added.iter().sum::<f64>() - shares[row]).abs() < 1e-5);
        }
    }

    #[test]
    fn a_weight_raises_the_share_of_those_it_is_for() {
        let (table, mut left) = world();
        // a tenth of the world leaves without a reason
        left.iter_mut()
            .enumerate()
            .for_each(|(row, left)| *left = row % 10 == 0);
        let bins = Bins::of(&table);
        let binned = bins.apply(&table);
        let mean = |positive_weight| {
            let settings = ForestSettings {
                trees: 10,
                min_leaf: 50,
                positive_weight,
                ..ForestSettings::default()
            };
            Forest::grow(&bins, &binned, &left, settings)
                .shares(&binned)
                .iter()
                .sum::<f64>()
                / 600.0
        };
        assert!(mean(9.0) > 0.35 && mean(1.0) < 0.15, "{} {}", mean(9.0), mean(1.0));
    }
}
