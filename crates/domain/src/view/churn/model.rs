//! The model's card.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::churn::{ChurnFeature, ChurnFeatureSet};

/// A figure of a model's card: a threshold and what lies above it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnThreshold {
    /// The probability.
    pub threshold: f64,
    /// Rows above it.
    pub rows: u64,
    /// Of those, the share that left.
    pub precision: Option<f64>,
    /// Of those who left, the share above it.
    pub recall: Option<f64>,
}

/// A model that was trained, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnVersion {
    /// When it was trained.
    #[serde(with = "time::serde::rfc3339")]
    pub trained_at: OffsetDateTime,
    /// Which features it looks at.
    pub feature_set: ChurnFeatureSet,
    /// Rows it learnt from; `None` where its card does not say.
    pub rows: Option<i64>,
    /// Area under the curve on rows not seen; `None` where its card does not say.
    pub auc: Option<f64>,
    /// What became of it.
    pub state: ChurnVersionState,
}

/// What became of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChurnVersionState {
    /// It judges now.
    InUse,
    /// It judged until another one was taken into use.
    Retired,
    /// It was never taken into use, and why.
    Refused(String),
}

/// What is known about a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChurnModelView {
    /// Which features it looks at.
    pub feature_set: ChurnFeatureSet,
    /// When it was trained.
    #[serde(with = "time::serde::rfc3339")]
    pub trained_at: OffsetDateTime,
    /// The newest moment it learnt from; what came of it is known from the 30 days after that.
    #[serde(with = "time::serde::rfc3339")]
    pub as_of: OffsetDateTime,
    /// Rows it learnt from: a customer at one moment each.
    pub rows: u64,
    /// Of those, who left within 30 days.
    pub positive: u64,
    /// Area under the curve on rows not seen, and its range over five parts.
    pub auc: f64,
    /// The lowest and the highest of the five.
    pub auc_range: [f64; 2],
    /// At the thresholds in use.
    pub thresholds: Vec<ChurnThreshold>,
    /// Rows, mean probability said, share that left.
    pub calibration: Vec<(u64, f64, f64)>,
    /// Features and their share of the forest's work, the weightiest first.
    pub importances: Vec<(ChurnFeature, f64)>,
    /// Features without data.
    pub missing: Vec<ChurnFeature>,
    /// Why the last model that was trained was not taken into use.
    pub refused_since: Option<String>,
    /// How far the features of those judged last are from the training table (population stability index), the most
    /// moved first; none before somebody was judged.
    pub drift: Vec<(ChurnFeature, f64)>,
    /// Of what was said a month ago or more: rows, mean probability said, share that left within 30 days.
    pub outcomes: Vec<(u64, f64, f64)>,
    /// The models that were trained last, the newest first.
    pub versions: Vec<ChurnVersion>,
}
