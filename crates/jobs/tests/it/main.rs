//! The runner against a real database: order, leases, failures, and an orderly end.
#![allow(clippy::unwrap_used, reason = "a helper that fails is the end of its test")]

mod failing;
mod leases;
mod notebook;
mod ordering;
mod stopping;
