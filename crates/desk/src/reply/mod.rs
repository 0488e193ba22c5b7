//! An agent's answer: words, a file, a place or a template, and another try at one that failed.

mod answer;
mod send;
mod sent;

pub use answer::Answer;
pub(crate) use send::{held_by_another, view};
pub use send::{retry, send, send_template};
pub use sent::is_sent;
