//! Durable work: what must happen even if the process ends now.
//!
//! A job is a row of PostgreSQL, added in the transaction that makes it necessary. A [`Runner`] claims rows, runs
//! them, and removes them or puts them back. A job may run more than once (a process may end between its work and
//! its removal), so every [`Job::run`] either removes its own row in the transaction that does the work
//! ([`Attempt::finish`]) or does nothing the second time. This crate knows no business.

mod attempt;
mod backoff;
mod election;
mod error;
mod job;
mod keeper;
mod registry;
mod runner;
mod wake;

pub use attempt::{Attempt, Finish};
pub use election::Election;
pub use enlace_store::jobs::NewJob;
pub use error::{JobError, Panicked};
pub use job::Job;
pub use registry::Registry;
pub use runner::{Runner, Sorter};
pub use wake::Wake;
