//! The desk against a real PostgreSQL: one binary, one module a use case.

mod assign;
mod board;
mod live;
mod log_in;
mod path;
mod people;
mod search;
mod thread;
