//! Growing a tree: at each node some features are drawn, and the cut that takes most impurity away is made.
//!
//! Cuts are found by counting rows by bin. In a node with fewer rows than bins the rows are sorted instead, for clearing
//! the counts would cost more than the rows.

use rand::{Rng, rngs::SmallRng};

use super::{
    ForestSettings, sample,
    tree::{Node, Tree},
};
use crate::bins::{Binned, Bins};

/// A node with fewer rows than this sorts them by bin, where the feature has more bins than rows.
const SORT_BELOW: usize = 48;

/// A row that a tree sees.
#[derive(Clone, Copy)]
struct Seen {
    row: u32,
    /// How often it was drawn: 32 bits, and the same 32 bits higher if the row left.
    counts: u64,
}

/// How many there are, and how many of them left.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: u32,
    left: u32,
}

impl Tally {
    const fn of(counts: u64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
        Self {
            all: counts as u32,
            left: (counts >> 32) as u32,
        }
    }

    const fn is_pure(self) -> bool {
        self.left == 0 || self.left == self.all
    }
}

/// What all trees grow from.
pub(super) struct Grower<'a> {
    bins: &'a Bins,
    binned: &'a Binned,
    left: &'a [bool],
    settings: ForestSettings,
    /// Features drawn at a node: the root of their number.
    drawn: usize,
}

/// The best cut found.
#[derive(Clone, Copy)]
struct Cut {
    feature: usize,
    bin: u8,
    /// Of both sides: the higher, the purer.
    purity: f64,
}

/// What a tree draws features with, and counts in.
struct Bench {
    rng: SmallRng,
    /// All features, in an order that changes with each draw.
    features: Vec<usize>,
    counts: Vec<u64>,
    best: Option<Cut>,
}

/// A node that waits: its place, and its rows.
struct Open {
    node: usize,
    from: usize,
    to: usize,
    tally: Tally,
}

impl<'a> Grower<'a> {
    pub fn new(bins: &'a Bins, binned: &'a Binned, left: &'a [bool], settings: ForestSettings) -> Self {
        let drawn = bins.features().isqrt().max(1);
        Self {
            bins,
            binned,
            left,
            settings,
            drawn,
        }
    }

    /// One tree, and how much impurity each feature took away in it.
    pub fn tree(&self, number: u32) -> (Tree, Vec<f64>) {
        let mut bench = Bench {
            rng: sample::rng(self.settings.seed, number, 2),
            features: (0..self.bins.features()).collect(),
            counts: vec![0; 256],
            best: None,
        };
        let drawn = sample::bootstrap(self.settings.seed, number, self.binned.rows);
        let mut seen: Vec<Seen> = (0_u32..)
            .zip(drawn.iter().zip(self.left))
            .filter(|(_, (count, _))| **count > 0)
            .map(|(row, (count, left))| Seen {
                row,
                counts: u64::from(*count) * (1 + (u64::from(*left) << 32)),
            })
            .collect();
        let mut gains = vec![0.0; self.bins.features()];
        let tally = Tally::of(seen.iter().map(|seen| seen.counts).sum());
        let mut nodes = vec![self.leaf(tally)];
        let mut open = vec![Open {
            node: 0,
            from: 0,
            to: seen.len(),
            tally,
        }];
        let mut spare = Vec::with_capacity(seen.len());
        while let Some(next) = open.pop() {
            let rows = &mut seen[next.from..next.to];
            let Some(cut) = self.best(rows, next.tally, &mut bench) else {
                continue;
            };
            gains[cut.feature] += cut.purity - self.purity(next.tally);
            let (middle, tally) = partition(rows, &mut spare, &self.binned.columns[cut.feature], cut.bin);
            let other = Tally {
                all: next.tally.all - tally.all,
                left: next.tally.left - tally.left,
            };
            let child = nodes.len();
            nodes.extend([self.leaf(tally), self.leaf(other)]);
            let node = &mut nodes[next.node];
            node.left = u32::try_from(child).unwrap_or_default();
            node.feature = u16::try_from(cut.feature).unwrap_or_default();
            node.cut = cut.bin;
            let middle = next.from + middle;
            open.push(Open {
                node: child + 1,
                from: middle,
                to: next.to,
                tally: other,
            });
            open.push(Open {
                node: child,
                from: next.from,
                to: middle,
                tally,
            });
        }
        (Tree { nodes }, gains)
    }

    fn leaf(&self, tally: Tally) -> Node {
        let (left, all) = self.weights(tally);
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let share = if all > 0.0 { (left / all) as f32 } else { 0.0 };
        Node {
            left: 0,
            share,
            feature: 0,
            cut: 0,
        }
    }

    /// Weight of those who left, and of all.
    fn weights(&self, tally: Tally) -> (f64, f64) {
        let left = f64::from(tally.left) * f64::from(self.settings.positive_weight);
        (left, left + f64::from(tally.all - tally.left))
    }

    /// Minus the Gini impurity, times the weight, but for what is the same on both sides of a comparison.
    fn purity(&self, tally: Tally) -> f64 {
        let (left, all) = self.weights(tally);
        let stayed = all - left;
        if all > 0.0 {
            (left * left + stayed * stayed) / all
        } else {
            0.0
        }
    }

    /// The best cut over some features drawn; more are drawn only while all of them are the same in every row.
    fn best(&self, rows: &[Seen], tally: Tally, bench: &mut Bench) -> Option<Cut> {
        if tally.is_pure() || tally.all < 2 * self.settings.min_leaf.max(1) {
            return None;
        }
        bench.best = None;
        let mut tried_any = false;
        let all = bench.features.len();
        for place in 0..all {
            if place >= self.drawn && tried_any {
                break;
            }
            let chosen = bench.rng.random_range(place..all);
            bench.features.swap(place, chosen);
            tried_any |= self.try_feature(rows, tally, bench.features[place], bench);
        }
        bench.best
    }

    /// Tries all cuts of a feature; `false` where it is the same in every row.
    fn try_feature(&self, rows: &[Seen], tally: Tally, feature: usize, bench: &mut Bench) -> bool {
        let column = &self.binned.columns[feature];
        let count = self.bins.count(feature);
        if count == 2 {
            // of two bins it is enough to count one
            let upper = rows
                .iter()
                .map(|seen| seen.counts * u64::from(column[seen.row as usize]))
                .sum();
            let whole = u64::from(tally.all) | (u64::from(tally.left) << 32);
            let both = [(0, whole - upper), (1, upper)];
            return self.walk(
                both.into_iter().filter(|(_, counts)| *counts > 0),
                tally,
                feature,
                &mut bench.best,
            );
        }
        if rows.len() < SORT_BELOW && count > rows.len() {
            let mut sorted = [(0_u8, 0_u64); SORT_BELOW];
            let sorted = &mut sorted[..rows.len()];
            for (place, seen) in sorted.iter_mut().zip(rows) {
                *place = (column[seen.row as usize], seen.counts);
            }
            sorted.sort_unstable_by_key(|(bin, _)| *bin);
            return self.walk(sorted.iter().copied(), tally, feature, &mut bench.best);
        }
        let counts = &mut bench.counts[..count];
        counts.fill(0);
        for seen in rows {
            counts[usize::from(column[seen.row as usize])] += seen.counts;
        }
        let filled = (0_u8..=u8::MAX)
            .zip(counts.iter().copied())
            .filter(|(_, counts)| *counts > 0);
        self.walk(filled, tally, feature, &mut bench.best)
    }

    /// Walks along the bins in their order and judges the cut behind each.
    fn walk(
        &self,
        bins: impl Iterator<Item = (u8, u64)>,
        tally: Tally,
        feature: usize,
        best: &mut Option<Cut>,
    ) -> bool {
        let least = self.settings.min_leaf.max(1);
        let mut before: Option<(u8, u64)> = None;
        let mut differs = false;
        for (bin, counts) in bins {
            let Some((last, sum)) = before else {
                before = Some((bin, counts));
                continue;
            };
            if bin != last {
                differs = true;
                let here = Tally::of(sum);
                let there = Tally {
                    all: tally.all - here.all,
                    left: tally.left - here.left,
                };
                if here.all >= least && there.all >= least {
                    let purity = self.purity(here) + self.purity(there);
                    if best.is_none_or(|best| purity > best.purity) {
                        *best = Some(Cut {
                            feature,
                            bin: last,
                            purity,
                        });
                    }
                }
            }
            before = Some((bin, sum + counts));
        }
        differs
    }
}

/// Puts the rows up to the cut before the others, each side in its order; how many they are, and their tally.
fn partition(rows: &mut [Seen], spare: &mut Vec<Seen>, column: &[u8], cut: u8) -> (usize, Tally) {
    spare.clear();
    let (mut kept, mut sum) = (0, 0);
    for place in 0..rows.len() {
        let seen = rows[place];
        if column[seen.row as usize] <= cut {
            rows[kept] = seen;
            kept += 1;
            sum += seen.counts;
        } else {
            spare.push(seen);
        }
    }
    rows[kept..].copy_from_slice(spare);
    (kept, Tally::of(sum))
}
