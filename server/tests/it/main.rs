//! The binary as operators run it: a process, a database, HTTP from outside.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what helps tests may fail like a test"
)]

mod binary;
mod bucket;
mod clocks;
mod crash;
mod database_away;
mod files;
mod knowledge_command;
mod last_day;
mod line;
mod monitoring;
mod power_cut;
mod process;
mod settings;
mod webhook;
