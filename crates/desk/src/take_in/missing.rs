//! What an event is about, and is not here.

/// The words say what was looked for; they name nobody.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Missing(pub(super) &'static str);
