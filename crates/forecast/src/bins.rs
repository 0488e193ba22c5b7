//! Numbers as the bins that trees are cut by: at most 255 a feature, so that a value is one byte and a split is found by
//! counting instead of sorting.

use serde::{Deserialize, Serialize};

use crate::Table;

/// Bins a feature has at most.
const MOST: usize = 255;

/// Where each feature is cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bins {
    cuts: Vec<Vec<f32>>,
}

/// A table in bins: by column for growing, and by row for walking down trees.
pub struct Binned {
    pub(crate) columns: Vec<Vec<u8>>,
    pub(crate) by_row: Vec<u8>,
    pub(crate) rows: usize,
}

impl Bins {
    /// Chooses the cuts: between any two neighbouring values where there are few, else so that bins hold alike many rows.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        Self {
            cuts: table.columns().iter().map(|column| cuts(column)).collect(),
        }
    }

    /// How many features they are for.
    #[must_use]
    pub fn features(&self) -> usize {
        self.cuts.len()
    }

    /// How many bins a feature has.
    #[must_use]
    pub fn count(&self, feature: usize) -> usize {
        self.cuts.get(feature).map_or(1, |cuts| cuts.len() + 1)
    }

    /// The table in these bins. What is not known falls into the lowest.
    #[must_use]
    pub fn apply(&self, table: &Table) -> Binned {
        let rows = table.rows();
        let columns: Vec<Vec<u8>> = self
            .cuts
            .iter()
            .zip(table.columns())
            .map(|(cuts, column)| column.iter().map(|value| bin(cuts, *value)).collect())
            .collect();
        let mut by_row = vec![0; rows * columns.len()];
        let features = columns.len();
        for (feature, column) in columns.iter().enumerate() {
            for (row, value) in column.iter().enumerate() {
                by_row[row * features + feature] = *value;
            }
        }
        Binned { columns, by_row, rows }
    }
}

/// How many cuts lie below the value.
fn bin(cuts: &[f32], value: f32) -> u8 {
    if value.is_nan() {
        return 0;
    }
    u8::try_from(cuts.partition_point(|cut| *cut < value)).unwrap_or(u8::MAX)
}

fn cuts(column: &[f32]) -> Vec<f32> {
    let mut sorted: Vec<f32> = column.iter().copied().filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut distinct = sorted.clone();
    distinct.dedup();
    let between = |pair: &[f32]| pair[0] + (pair[1] - pair[0]) / 2.0;
    if distinct.len() <= MOST {
        return distinct.windows(2).map(between).collect();
    }
    let mut cuts: Vec<f32> = (1..MOST)
        .filter_map(|part| {
            let place = part * sorted.len() / MOST;
            // between the value here and the next higher one
            let value = sorted.get(place)?;
            let next = distinct.get(distinct.partition_point(|other| other <= value))?;
            Some(between(&[*value, *next]))
        })
        .collect();
    cuts.dedup();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(column: Vec<f32>) -> Table {
        let rows = column.len();
        Table::new(vec!["x".to_owned()], vec![column], rows)
    }

    #[test]
    fn few_values_have_a_bin_each_and_the_unknown_the_lowest() {
        let table = table(vec![3.0, 1.0, f32::NAN, 2.0, 1.0]);
        let bins = Bins::of(&table);
        assert_eq!(bins.count(0), 3);
        assert_eq!(bins.apply(&table).columns[0], [2, 0, 0, 1, 0]);
    }

    #[test]
    fn many_values_share_bins_in_their_order() {
        let many = table((0..10_000_u16).map(f32::from).collect());
        let bins = Bins::of(&many);
        assert_eq!(bins.count(0), MOST);
        let binned = bins.apply(&many);
        assert!(binned.columns[0].is_sorted());
        let counted = binned.columns[0].iter().filter(|bin| **bin == 100).count();
        assert!((30..=50).contains(&counted), "{counted}");
    }
}
