//! Every index does the same, whichever engine is behind it.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod behaviour;
mod edge;
mod server;
