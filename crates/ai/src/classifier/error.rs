//! What can go wrong while training, loading or saving the classifier.

use std::path::PathBuf;

use enlace_domain::QueueKey;

use crate::embedder::EmbedError;

/// Why there is no classifier. Classifying itself cannot fail.
#[derive(Debug, thiserror::Error)]
pub enum ClassifierError {
    /// A line of a labelled file that is not `queue<TAB>text`.
    #[error("line {line} of the labelled messages: {reason}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it; never the text itself.
        reason: String,
    },
    /// A line of the lexicon that cannot be used.
    #[error("line {line} of the lexicon: {reason}")]
    Lexicon {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Too little to learn from: a queue has fewer than two messages.
    #[error("the queue {0} has fewer than two labelled messages")]
    TooFew(QueueKey),
    /// The optimiser gave up.
    #[error("training failed: {0}")]
    Training(String),
    /// The messages got no vectors.
    #[error("the labelled messages got no vectors: {0}")]
    Embedding(#[from] EmbedError),
    /// The computation was broken off: the process stops.
    #[error("the training was broken off")]
    BrokenOff,
    /// The model file could not be written.
    #[error("cannot write the model to {path}: {source}")]
    Write {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The model could not be turned into bytes.
    #[error("cannot encode the model: {0}")]
    Encode(#[from] postcard::Error),
}
