//! Contacts that are one person: finding the other one, merging, and taking it back.
//!
//! WhatsApp knows a person by a number, with or without the ninth digit, or by an id without a number; people also
//! change their number. Where we can't tell, somebody of the desk says so. A merge moves nothing: each conversation
//! stays with the account it is held with, for an answer must go to the chat it was asked in, and its 24-hour window is
//! that account's. What is shown together is the person: history, name, contract.

mod candidates;
mod merge;

pub use candidates::candidates;
pub use merge::{merge, undo};
