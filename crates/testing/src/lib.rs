//! Builders for tests: a desk over a fresh database, and people, customers and conversations to put on it.
//!
//! They go through the same functions as the product, so what a test sees is what the product makes. A builder that
//! fails panics: its test can't go on.
#![expect(clippy::expect_used, reason = "a fixture that can't be made is the end of its test")]

mod conversation;
mod customer;
mod desk;
mod person;
mod qdrant;
mod remembering;
mod set_up;

pub use conversation::{channel, conversation_of, conversation_waiting, inbound_text};
pub use customer::{customer, phone};
pub use desk::{
    RunningHub, desk, desk_on_server, desk_with_arbiter, desk_with_embedder, desk_with_redis, desk_with_sense,
    files_folder, index_folder, run_hub,
};
pub use person::{PASSWORD, email_of, person, person_holding, token_of};
pub use qdrant::QdrantStandIn;
pub use set_up::{model_file, python};
