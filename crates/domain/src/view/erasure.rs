//! Erasing what is known of a contact.

use serde::{Deserialize, Serialize};

/// What whoever erases has to write, in every language: nobody does so by a slip.
pub const ERASE_WORD: &str = "APAGAR";

/// How much was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Messages, both ways.
    pub messages: i64,
    /// Files of messages.
    pub files: i64,
}
