//! What the pages read: plain data that the server fills from the database and the browser draws.
//!
//! A view holds no rule and nothing a reader may not see; every figure in it was computed on the server.

mod board;
mod operations;
mod person;
mod search;
mod thread;

pub use board::{BoardCard, BoardSnapshot, CardCustomer, ClaimOutcome, QueueView};
pub use operations::{DeadJob, DeadJobDetail, DoubtRow, EventField, Masked, OperationsView};
pub use person::{Me, PersonForm, PersonRef, PersonRow, TeamView};
pub use search::SearchHit;
pub use thread::{Author, Choice, CustomerPanel, PastConversation, ThreadMessage, ThreadView, TransferTarget};
