//! An agent's answer: words, a file, a place or a template, and another try at one that failed.

mod answer;
mod send;

pub use answer::Answer;
pub(crate) use send::{held_by_another, view};
pub use send::{is_sent, retry, send, send_template};
