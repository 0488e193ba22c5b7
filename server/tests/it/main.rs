//! The binary as operators run it: a process, a database, HTTP from outside.

mod clocks;
mod crash;
mod database_away;
mod line;
mod process;
mod settings;
mod webhook;
