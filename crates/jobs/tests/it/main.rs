//! The runner against a real database: order, leases, failures, and an orderly end.

mod failing;
mod leases;
mod notebook;
mod ordering;
mod stopping;
