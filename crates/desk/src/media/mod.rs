//! Files of messages: fetched from the provider by a job of their own or sent to the desk by its people, kept under the
//! hash of their bytes, and served to people of the desk and, by a link that ends, to the provider.
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
pub(crate) use link::link;
pub use link::open_link;
pub use open::{OpenedFile, open};
pub use upload::take;
