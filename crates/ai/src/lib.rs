//! What reads language for the service desk.
//!
//! `classifier` decides which queue a subscriber's message belongs to, on this machine, with no
//! model server. Everything here is computation: no database, no HTTP handler and no decision about
//! a conversation; `desk` calls it and acts.

pub mod classifier;
