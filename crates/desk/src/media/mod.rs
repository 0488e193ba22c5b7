//! Files of messages, both ways, kept under the hash of their bytes.
//!
//! Those of subscribers are fetched from the provider by a job of their own, and the message is in its thread before they
//! are here. Those that people of the desk send come with an upload, and the provider fetches them by a link that ends.
//! All are served to people of the desk alone. What a file is, its bytes say; nobody's word is taken.

mod clear;
mod expect;
mod fetch;
mod files;
mod link;
mod open;
mod sniff;
mod upload;
mod words;

pub(crate) use clear::{clear_unnamed, clear_unsent};
pub(crate) use expect::{expect, file_name};
pub(crate) use fetch::FetchError;
pub use fetch::{FetchMedia, fetch_again};
pub use files::{FileStore, KeepError, MediaLimits};
pub(crate) use link::link;
pub use link::open_link;
pub use open::{OpenedFile, open};
pub use upload::take;
pub(crate) use upload::{choose, keep, still_there};
pub(crate) use words::GAVE_UP;
