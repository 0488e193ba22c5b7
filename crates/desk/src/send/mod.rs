//! Sending: a message of ours is a row in the outbox and a job; the provider is asked once for each attempt.
//!
//! No provider knows an idempotency key, so the attempt is written down before the call. An attempt of which no answer
//! is on record is in doubt: it is settled by a report or a look-up, and never repeated at once.

mod again;
mod circuit;
mod closed;
mod content;
mod detour;
mod file;
mod given_back;
mod hold;
mod job;
mod message;
mod outcome;
mod pace;
mod queue;
mod recount;
mod reference;
mod settle;
mod template;
mod way;
mod words;

pub(crate) use circuit::{note as note_answer, note_state};
pub(crate) use closed::instead;
pub use detour::TellDetour;
pub(crate) use detour::left;
pub(crate) use file::SentFile;
pub(crate) use given_back::given_back;
pub use job::SendMessage;
pub(crate) use outcome::accept;
pub(crate) use queue::{abandon, queue_again, queue_message, revive};
pub use recount::RecountClock;
pub(crate) use recount::moved;
pub use reference::Reference;
pub use settle::SettleDoubt;
pub(crate) use template::{SentTemplate, file_words};
