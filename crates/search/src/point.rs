//! What a passage is called inside the engine, the same in this process and on a server.

use crate::{SearchError, Shape};

/// The vector of a passage's words.
pub(crate) const WORDS: &str = "words";
/// The vector of its sense.
pub(crate) const SENSE: &str = "sense";
/// Passages written at once.
pub(crate) const BATCH: usize = 500;
/// Passages read at once.
pub(crate) const PAGE: usize = 2_000;

/// Of which article.
pub(crate) const ARTICLE: &str = "article";
/// Of which version of it.
pub(crate) const VERSION: &str = "version";
/// The key of its category.
pub(crate) const CATEGORY: &str = "category";
/// For whom it is written.
pub(crate) const AUDIENCE: &str = "audience";
/// Whether it is a passage or a way of asking.
pub(crate) const KIND: &str = "kind";
/// The kind of a passage.
pub(crate) const TEXT: &str = "text";
/// The kind of a way of asking.
pub(crate) const ASKED: &str = "asked";
/// The passage that is shown for it.
pub(crate) const SHOWN: &str = "shown";
/// The first day on which it holds.
pub(crate) const FROM: &str = "from";
/// The last.
pub(crate) const UNTIL: &str = "until";

/// Refuses a vector that the index was not made for.
pub(crate) fn fits(vector: &[f32], shape: &Shape) -> Result<(), SearchError> {
    if vector.len() == shape.dimensions {
        return Ok(());
    }
    Err(SearchError::Dimensions {
        got: vector.len(),
        wanted: shape.dimensions,
    })
}

/// The error for a point that lacks what every point of an index has.
pub(crate) fn incomplete() -> SearchError {
    SearchError::Engine("a passage without its id, article or version".to_owned())
}
