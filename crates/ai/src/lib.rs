//! What reads language for the service desk.
//!
//! `classifier` decides which queue a subscriber's message belongs to, on this machine, with no
//! model server. `embedder` is what makes vectors of texts: `local` by a model in a file, `openai` by an API; `asking` is how
//! whoever waits for one asks. No database, no
//! HTTP handler and no decision about a conversation here; `desk` calls it and acts.

pub mod asking;
pub mod classifier;
pub mod embedder;
pub mod local;
pub mod openai;
