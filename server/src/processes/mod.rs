//! What runs for as long as the process lives, and how it stops.

pub mod clocks;
pub mod database;
pub mod private_postgres;
pub mod service;
pub mod stop;
