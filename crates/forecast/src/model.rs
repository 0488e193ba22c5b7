//! A model: how to read a customer, the forest, its calibration and its card; kept in one file.

mod file;
mod train;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::train::{TrainNotes, Trained};
use crate::{Bins, Calibration, Card, Encoder, ForecastError, Forest, Table};

/// A trained model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    encoder: Encoder,
    names: Vec<String>,
    bins: Bins,
    forest: Forest,
    calibration: Calibration,
    /// What is known about it.
    pub card: Card,
}

/// A row, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The probability of leaving, 0 to 1.
    pub probability: f64,
    /// What each feature adds to the forest's share (not calibrated), in the order of [`Model::names`].
    pub contributions: Vec<f64>,
}

impl Model {
    /// The probability that each row leaves, without the reasons.
    ///
    /// # Errors
    /// As [`score`](Self::score).
    pub fn probabilities(&self, table: &Table) -> Result<Vec<f64>, ForecastError> {
        self.same_features(table)?;
        let shares = self.forest.shares(&self.bins.apply(table));
        Ok(shares
            .into_iter()
            .map(|share| self.calibration.probability(share))
            .collect())
    }

    /// The features, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Judges every row of a table of the model's features.
    ///
    /// # Errors
    /// [`ForecastError::Features`] where it has others.
    pub fn score(&self, table: &Table) -> Result<Vec<Scored>, ForecastError> {
        self.same_features(table)?;
        let binned = self.bins.apply(table);
        let shares = self.forest.shares(&binned);
        Ok(shares
            .into_iter()
            .enumerate()
            .map(|(row, share)| Scored {
                probability: self.calibration.probability(share),
                contributions: self.forest.contributions(&binned, row).1,
            })
            .collect())
    }

    fn same_features(&self, table: &Table) -> Result<(), ForecastError> {
        if table.names() != self.names {
            return Err(ForecastError::Features {
                wanted: self.names.len(),
                given: table.names().len(),
            });
        }
        Ok(())
    }

    /// Judges every row of the cells of a table; columns that are missing are taken for unknown.
    ///
    /// # Errors
    /// As [`score`](Self::score).
    pub fn score_cells(&self, cells: &BTreeMap<String, Vec<String>>) -> Result<Vec<Scored>, ForecastError> {
        self.score(&self.encoder.apply(cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ForestSettings;

    /// Leaves whoever has had three outages or more, but for one in ten.
    pub(super) fn cells() -> BTreeMap<String, Vec<String>> {
        let mut file = "customer,outages,plan,gone\n".to_owned();
        for row in 0..600_u32 {
            let outages = row.wrapping_mul(2_654_435_761) >> 8 & 7;
            let gone = (outages >= 3) != (row % 10 == 0);
            file += &format!(
                "c-{row},{outages},{},{}\n",
                ["fibre", "radio", "cable"][row as usize % 3],
                u8::from(gone)
            );
        }
        crate::read_csv(file.as_bytes()).unwrap()
    }

    /// A small model of these.
    pub(super) fn trained() -> Model {
        let notes = TrainNotes {
            thresholds: vec![0.7],
            ..TrainNotes::default()
        };
        Model::train_cells(
            &cells(),
            "gone",
            ForestSettings {
                trees: 30,
                ..ForestSettings::default()
            },
            notes,
        )
        .unwrap()
    }

    #[test]
    fn the_reason_of_somebody_with_outages_is_the_outages() {
        let model = trained();
        let scored = model.score_cells(&cells()).unwrap();
        let outages = model.names().iter().position(|name| name == "outages").unwrap();
        let (row, worst) = scored
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.probability.total_cmp(&b.1.probability))
            .unwrap();
        assert!(worst.contributions[outages] > 0.1, "row {row}: {worst:?}");
    }
}
