//! How a model comes to be: trained on all rows, and judged by others like it on rows that those have not seen.

use std::collections::BTreeMap;

use super::Model;
use crate::{
    Bins, Calibration, Card, Encoder, ForecastError, Forest, ForestSettings, Importance, Table, ThresholdFigures,
    area_under_curve, average_precision, brier, calibration_curve, grouped_folds, precision_at, stratified_folds,
};

/// Models that judge each other's rows.
const FOLDS: usize = 5;
/// Leavers, and others, that are needed to learn anything.
const LEAST: usize = 25;

/// What the caller knows about the rows.
#[derive(Clone, Debug, Default)]
pub struct TrainNotes {
    /// What they are, in words.
    pub data: String,
    /// Now, as ISO 8601.
    pub trained_at: String,
    /// Until when what is in them had happened.
    pub as_of: Option<String>,
    /// Features for which there was no data.
    pub missing: Vec<String>,
    /// Where somebody begins to be looked after.
    pub thresholds: Vec<f64>,
    /// Which customer each row is of, where some have several; empty: each is of another.
    pub groups: Vec<u64>,
}

/// A model, and what models like it say of the rows they had not seen.
pub struct Trained {
    /// Trained on all rows.
    pub model: Model,
    /// The probability of each row, by a model of the other four fifths.
    pub said: Vec<f64>,
}

struct Fitted {
    bins: Bins,
    forest: Forest,
    calibration: Calibration,
}

fn fit(table: &Table, left: &[bool], settings: ForestSettings) -> Fitted {
    let bins = Bins::of(table);
    let binned = bins.apply(table);
    let forest = Forest::grow(&bins, &binned, left, settings);
    let (shares, known): (Vec<f64>, Vec<bool>) = forest
        .out_of_bag(&binned, settings)
        .0
        .into_iter()
        .zip(left)
        .filter_map(|(share, left)| share.map(|share| (share, *left)))
        .unzip();
    let calibration = Calibration::fit(&shares, &known);
    Fitted {
        bins,
        forest,
        calibration,
    }
}

impl Fitted {
    fn probabilities(&self, table: &Table) -> Vec<f64> {
        let shares = self.forest.shares(&self.bins.apply(table));
        shares
            .into_iter()
            .map(|share| self.calibration.probability(share))
            .collect()
    }
}

impl Model {
    /// Trains on the cells of a table in which `target` says who left.
    ///
    /// # Errors
    /// The target is not there or unclear; too few rows; no column is of use.
    pub fn train_cells(
        cells: &BTreeMap<String, Vec<String>>,
        target: &str,
        settings: ForestSettings,
        notes: TrainNotes,
    ) -> Result<Self, ForecastError> {
        let left = Encoder::target(cells, target)?;
        let encoder = Encoder::of(cells, target)?;
        let table = encoder.apply(cells);
        Ok(Self::train(encoder, &table, &left, settings, notes)?.model)
    }

    /// Trains on features; `encoder` is how they were made.
    ///
    /// # Errors
    /// [`ForecastError::TooFew`].
    pub fn train(
        encoder: Encoder,
        table: &Table,
        left: &[bool],
        settings: ForestSettings,
        notes: TrainNotes,
    ) -> Result<Trained, ForecastError> {
        let positive = left.iter().filter(|left| **left).count();
        if positive < LEAST || left.len() - positive < LEAST {
            return Err(ForecastError::TooFew {
                rows: left.len(),
                positive,
                least: LEAST,
            });
        }
        let fitted = fit(table, left, settings);
        let (said, areas) = judged(table, left, &notes.groups, settings);
        let mean = areas.iter().sum::<f64>() / f64::from(u32::try_from(areas.len().max(1)).unwrap_or(1));
        let bound = |pick: fn(f64, f64) -> f64| areas.iter().copied().reduce(pick).unwrap_or(mean);
        let mut importances: Vec<Importance> = table
            .names()
            .iter()
            .zip(fitted.forest.importances())
            .map(|(feature, share)| Importance {
                feature: feature.clone(),
                share: *share,
            })
            .collect();
        importances.sort_by(|a, b| b.share.total_cmp(&a.share));
        let thresholds = notes.thresholds.iter().map(|threshold| {
            let (rows, precision, recall) = precision_at(*threshold, &said, left);
            ThresholdFigures {
                threshold: *threshold,
                rows,
                precision,
                recall,
            }
        });
        let card = Card {
            data: notes.data,
            trained_at: notes.trained_at,
            as_of: notes.as_of,
            rows: left.len() as u64,
            positive: positive as u64,
            trees: settings.trees,
            min_leaf: settings.min_leaf,
            positive_weight: settings.positive_weight,
            auc: mean,
            auc_range: [bound(f64::min), bound(f64::max)],
            average_precision: average_precision(&said, left).unwrap_or_default(),
            brier: brier(&said, left),
            thresholds: thresholds.collect(),
            calibration: calibration_curve(&said, left),
            importances,
            missing: notes.missing,
            left_out: encoder.left_out().to_vec(),
        };
        let model = Self {
            encoder,
            names: table.names().to_vec(),
            bins: fitted.bins,
            forest: fitted.forest,
            calibration: fitted.calibration,
            card,
        };
        Ok(Trained { model, said })
    }
}

/// The probability of each row by a model that had not seen it, and the area under the curve of each part.
fn judged(table: &Table, left: &[bool], groups: &[u64], settings: ForestSettings) -> (Vec<f64>, Vec<f64>) {
    let part = if groups.len() == left.len() {
        grouped_folds(groups, left, FOLDS, settings.seed)
    } else {
        stratified_folds(left, FOLDS, settings.seed)
    };
    let mut said = vec![0.0; left.len()];
    let mut areas = Vec::with_capacity(FOLDS);
    for fold in 0..FOLDS {
        let (test, train): (Vec<usize>, Vec<usize>) = (0..left.len()).partition(|row| part[*row] == fold);
        let pick = |rows: &[usize]| -> Vec<bool> { rows.iter().map(|row| left[*row]).collect() };
        let fitted = fit(&table.pick(&train), &pick(&train), settings);
        let probabilities = fitted.probabilities(&table.pick(&test));
        areas.extend(area_under_curve(&probabilities, &pick(&test)));
        for (row, probability) in test.into_iter().zip(probabilities) {
            said[row] = probability;
        }
    }
    (said, areas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::trained;

    #[test]
    fn the_card_says_what_was_measured_on_rows_not_seen() {
        let card = trained().card;
        assert!((0.8..0.95).contains(&card.auc), "{}", card.auc);
        assert_eq!(card.importances[0].feature, "outages");
        assert_eq!(card.left_out, ["customer"]);
        let at = card.thresholds[0];
        assert!(at.precision.unwrap() > 0.85 && at.rows > 200, "{at:?}");
        for point in &card.calibration {
            assert!(
                (point.said - point.happened).abs() < 0.1 || point.rows < 20,
                "{point:?}"
            );
        }
    }

    #[test]
    fn too_little_is_told() {
        let few = crate::read_csv("a,gone\n1,1\n2,0\n".as_bytes()).unwrap();
        let error = Model::train_cells(&few, "gone", ForestSettings::default(), TrainNotes::default()).unwrap_err();
        assert!(matches!(
            error,
            ForecastError::TooFew {
                rows: 2,
                positive: 1,
                ..
            }
        ));
    }
}
