//! Taking in: a stored event becomes a message in the right thread, or a tick on a message of ours.
//!
//! Everything an event changes is one transaction, and the job's removal is part of it: after a crash either all of
//! it is there or the job runs again.

mod beside;
mod change;
mod consent;
mod contact;
mod job;
mod message;
mod missing;
mod number;
mod phone;
mod read_again;
mod status;

pub use job::TakeIn;
pub(crate) use missing::Missing;
pub use read_again::ReadAgain;
