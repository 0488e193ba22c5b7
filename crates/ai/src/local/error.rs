//! Why a model file can't be used.

use std::path::PathBuf;

/// There is no local model.
#[derive(Debug, thiserror::Error)]
pub enum ModelFileError {
    /// There is no such file: the product works with words only.
    #[error("there is no model file {0}")]
    Missing(PathBuf),
    /// The file can't be read.
    #[error("cannot read the model file {path}: {source}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is cut off, damaged or of another kind.
    #[error("the model file {path} is no usable model: {reason}")]
    Unusable {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}
