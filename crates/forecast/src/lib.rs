//! What is likely to come: who will leave, told by a random forest. Pure computation: no network, no database, no clock.
//!
//! A table of features ([`Table`]) is cut into bins ([`Bins`]), a [`Forest`] grows on them, its shares are made
//! probabilities ([`Calibration`]), and all of it together with what was measured about it ([`Card`]) is a [`Model`].
//! `docs/CHURN.md` says how each was chosen and how well it does.

mod bins;
mod calibration;
mod card;
mod encode;
mod error;
mod forest;
mod judge;
mod model;
mod split;
mod table;

pub use bins::{Binned, Bins};
pub use calibration::Calibration;
pub use card::{Card, CurvePoint, Importance, ThresholdFigures};
pub use encode::{Column, Encoder, read_csv};
pub use error::ForecastError;
pub use forest::{Forest, ForestSettings};
pub use judge::{area_under_curve, average_precision, brier, calibration_curve, precision_at};
pub use model::{Model, Scored, TrainNotes, Trained};
pub use split::{grouped_folds, stratified_folds};
pub use table::Table;
