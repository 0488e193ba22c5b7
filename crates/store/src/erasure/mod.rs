//! Erasing what is known of a person: their rows stay, with times and counts; words, names, addresses and files go.
//!
//! A table that comes to hold what a subscriber said or who they are is to be emptied here: the desk's tests look for a
//! marker word in every column of every table.

mod addresses;
mod objects;
mod payloads;
mod person;
mod search;
mod words;

pub use addresses::{Addresses, addresses};
pub use objects::{files, forget_object, objects};
pub use payloads::{blank, close_letters, events, on_its_way};
pub use person::{ERASED, Person, erased_at, forget_names, is_erased, lock, names};
pub use search::{Search, search, search_again};
pub use words::{beside, lines, lines_elsewhere, messages};
