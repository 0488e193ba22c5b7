//! Files of messages: fetched from the provider by a job of their own, kept under the hash of their bytes, and served
//! to people of the desk.
//!
//! The message is in its thread before its files are here. What a file is, its bytes say; nobody's word is taken.

mod expect;
mod fetch;
mod files;
mod open;
mod sniff;
mod words;

pub(crate) use expect::expect;
pub use fetch::{FetchMedia, fetch_again};
pub use files::{FileStore, KeepError, MediaLimits};
pub use open::{OpenedFile, open};
