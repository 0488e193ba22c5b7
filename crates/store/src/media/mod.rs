//! Files of messages: what is known of each, and how far it came. The bytes lie in the object store, not here.

mod fetch;
mod find;
mod insert;

pub use fetch::{Fetching, Stored, begin_fetch, keep_contacts, keep_failed, keep_stored, queue_again};
pub use find::{File, find};
pub use insert::{NewMedia, insert, insert_sent};
