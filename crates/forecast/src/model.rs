//! A model: how to read a customer, the forest, its calibration and its card; kept in one file.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Bins, Calibration, Card, Encoder, ForecastError, Forest, ForestSettings, Importance, Table, ThresholdFigures,
    area_under_curve, average_precision, brier, calibration_curve, grouped_folds, precision_at, stratified_folds,
};

/// What a file begins with; the last figures are the version of what follows.
const MAGIC: &[u8; 8] = b"ENLFOR02";
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

    /// The model as bytes: a mark with the version, a checksum, the model.
    ///
    /// # Errors
    /// [`ForecastError::Encode`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, ForecastError> {
        let body = postcard::to_stdvec(self)?;
        Ok([MAGIC.as_slice(), &Sha256::digest(&body), &body].concat())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` where it is broken or of another version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let (sum, body) = rest.split_at_checked(32)?;
        if Sha256::digest(body).as_slice() != sum {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// Writes the model to a file.
    ///
    /// # Errors
    /// [`ForecastError::File`].
    pub fn save(&self, path: &Path) -> Result<(), ForecastError> {
        let told = |source| ForecastError::File {
            path: path.to_owned(),
            source,
        };
        // written beside and put in place whole: a reader never sees half a model
        let beside = path.with_extension("new");
        fs::write(&beside, self.to_bytes()?).map_err(told)?;
        fs::rename(&beside, path).map_err(told)
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// [`ForecastError::File`], [`ForecastError::Foreign`].
    pub fn load(path: &Path) -> Result<Self, ForecastError> {
        let bytes = fs::read(path).map_err(|source| ForecastError::File {
            path: path.to_owned(),
            source,
        })?;
        Self::from_bytes(&bytes).ok_or_else(|| ForecastError::Foreign(path.to_owned()))
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

    /// Leaves whoever has had three outages or more, but for one in ten.
    fn cells() -> BTreeMap<String, Vec<String>> {
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

    fn trained() -> Model {
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
    fn a_model_survives_its_file_and_a_broken_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("churn.model");
        let model = trained();
        model.save(&path).unwrap();
        let again = Model::load(&path).unwrap();
        assert_eq!(
            again.score_cells(&cells()).unwrap(),
            model.score_cells(&cells()).unwrap()
        );
        let mut bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(Model::load(&path), Err(ForecastError::Foreign(_))));
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
