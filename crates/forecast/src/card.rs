//! What is known about a model: what it was made of, when, and how well it does on rows it had not seen.

use serde::{Deserialize, Serialize};

/// A model's card.
///
/// Every figure is of rows that the judged model was not trained with: five models, each of four fifths of
/// the rows, judge the fifth that is left; the model that is kept is trained on all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// What it was trained on, in words.
    pub data: String,
    /// When, as ISO 8601.
    pub trained_at: String,
    /// Until when what it learnt from had happened, as ISO 8601, where the data has a date.
    pub as_of: Option<String>,
    /// Rows.
    pub rows: u64,
    /// Of those, who left.
    pub positive: u64,
    /// Trees of the forest.
    pub trees: u32,
    /// Rows that a leaf has at least.
    pub min_leaf: u32,
    /// What somebody who left weighs.
    pub positive_weight: f32,
    /// Area under the receiver operating characteristic, the mean of the five.
    pub auc: f64,
    /// The lowest and the highest of the five.
    pub auc_range: [f64; 2],
    /// Mean precision from the highest score down.
    pub average_precision: f64,
    /// Mean square of what the probabilities are off.
    pub brier: f64,
    /// At the thresholds in use.
    pub thresholds: Vec<ThresholdFigures>,
    /// What was said against what happened.
    pub calibration: Vec<CurvePoint>,
    /// The features, the weightiest first.
    pub importances: Vec<Importance>,
    /// Features that it should have had and for which there was no data.
    pub missing: Vec<String>,
    /// Columns of the table that were of no use, like a customer's number.
    pub left_out: Vec<String>,
}

/// What lies above a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdFigures {
    /// Probability, 0 to 1.
    pub threshold: f64,
    /// Rows above it.
    pub rows: u64,
    /// Of those, the share that left; none of none.
    pub precision: Option<f64>,
    /// Of those who left, the share above it.
    pub recall: Option<f64>,
}

/// A step of the calibration curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Rows in it.
    pub rows: u64,
    /// Their mean probability.
    pub said: f64,
    /// The share of them that left.
    pub happened: f64,
}

/// What a feature did for the forest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// Its name.
    pub feature: String,
    /// Its share of the impurity taken away, 0 to 1.
    pub share: f64,
}
