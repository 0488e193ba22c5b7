//! What can go wrong with an index.

/// The index did not do what it was asked. Nothing that PostgreSQL holds is lost by it.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The engine refused, or its files can't be read or written.
    #[error("the index failed: {0}")]
    Engine(String),
    /// Its folder can't be made or locked.
    #[error("the index's folder can't be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The server that holds it does not answer.
    #[error("the index's server does not answer: {0}")]
    Away(String),
    /// The server answers and holds no such index.
    #[error("the server has no such index yet")]
    Missing,
    /// A vector of another length than the index was made for.
    #[error("a vector of {got} numbers for an index of {wanted}")]
    Dimensions {
        /// How many there are.
        got: usize,
        /// How many there must be.
        wanted: usize,
    },
    /// A task was cancelled by the end of the process.
    #[error("the process is ending")]
    Ending,
}

impl SearchError {
    /// Whether the same may succeed later: the server is away, or somebody is about to make the index.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Away(_) | Self::Missing)
    }
}
