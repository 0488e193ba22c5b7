//! Who holds a conversation: taking, putting back, sending on, closing, opening again.
//!
//! Each is one transaction: a conditional change, a line in the thread, a line in the book, the events. Where the
//! conversation stood otherwise than the person's screen showed, nothing happens and the answer says how it stands.

mod claim;
mod close;
mod note;
mod transfer;

pub use claim::claim;
pub use close::{close, close_with, reopen};
pub(crate) use transfer::release_all;
pub use transfer::{release, transfer};
