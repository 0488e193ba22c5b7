//! The survey: a subscriber whose conversation is over is asked how it was, once, and may add a word.
//!
//! The question leaves in the transaction that closes the conversation. A number that comes back within three days is
//! the answer and opens nothing; words after it are its comment, unless they are a new request. Everything else is a
//! message like any other.

mod answer;
mod ask;
mod reading;
mod settings;
mod words;

pub(crate) use answer::{Heard, hear, take};
pub(crate) use ask::{ask, by_template, is_survey};
pub use settings::{form, save, see};
pub use words::question;
