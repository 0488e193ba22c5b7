//! Why there is no forecast.

use std::path::PathBuf;

/// What went wrong while reading a table, training, saving or loading.
#[derive(Debug, thiserror::Error)]
pub enum ForecastError {
    /// The file is no CSV.
    #[error("the table can't be read: {0}")]
    Csv(#[from] csv::Error),
    /// A column that was named is not there.
    #[error("there is no column `{name}`; there are: {present}")]
    NoColumn {
        /// What was asked for.
        name: String,
        /// What there is, with commas.
        present: String,
    },
    /// A cell of the target that is neither yes nor no.
    #[error("row {row}: the target is `{got}`; allowed: yes, no, 1, 0, true, false, sim, não")]
    Target {
        /// Counted from 1, the head line not among them.
        row: usize,
        /// What stands there, its first 20 characters.
        got: String,
    },
    /// Too little to learn from.
    #[error("{positive} of {rows} rows left: at least {least} who left and {least} who stayed are needed")]
    TooFew {
        /// Rows.
        rows: usize,
        /// Those who left.
        positive: usize,
        /// How many of each are needed.
        least: usize,
    },
    /// No column says anything.
    #[error("no column holds numbers or few enough different words to learn from")]
    NoFeatures,
    /// The model was made of other features.
    #[error("the model wants {wanted} features and was given {given}")]
    Features {
        /// How many it was trained with.
        wanted: usize,
        /// How many came.
        given: usize,
    },
    /// A model file that is none, or of another version.
    #[error("{0} is no model of this version: train it again")]
    Foreign(PathBuf),
    /// The file could not be read or written.
    #[error("cannot use the model file {path}: {source}")]
    File {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The model could not be turned into bytes.
    #[error("cannot encode the model: {0}")]
    Encode(#[from] postcard::Error),
}
