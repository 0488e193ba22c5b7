//! Documents that other people's tools have written (data/make.py says which), and what is left of them when bytes change.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod mangled;
mod read;
