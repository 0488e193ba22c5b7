//! Files of messages: fetched from the provider by a job of their own, kept under the hash of their bytes, and served
//! to people of the desk and, for a short time, to the provider that is to send them.
//!
//! The message is in its thread before its files are here. What a file is, its bytes say; nobody's word is taken.

mod expect;
mod fetch;
mod files;
mod link;
mod open;
mod sniff;
mod upload;
mod words;

pub(crate) use expect::expect;
pub use fetch::{FetchMedia, fetch_again};
pub use files::{FileStore, KeepError, MediaLimits};
pub use link::signed;
pub use open::{OpenedFile, open, open_signed};
pub use upload::{Upload, upload};
