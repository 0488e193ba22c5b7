//! The use cases: everything the product does, one module each.
//!
//! Knows no HTTP and no page. Each function takes the [`Desk`] (what it works with), the [`Actor`] (who asks, where
//! somebody does) and domain types; it checks what the actor may do, opens its transaction, and tells the event
//! stream what changed.

mod actor;
mod desk;
mod error;

pub mod assign;
pub mod attendance;
pub mod audit;
pub mod automation;
pub mod board;
pub mod channel_watch;
pub mod channels;
pub mod churn;
pub mod contacts;
pub mod dead_letters;
pub mod doubt;
pub mod erasure;
pub mod escalate;
pub mod goals;
pub mod health;
pub mod housekeeping;
pub mod insight;
pub mod jobs;
pub mod knowledge;
pub mod learning;
pub mod live;
pub mod log_in;
pub mod manage_channels;
pub mod measure;
pub mod media;
pub mod outcomes;
pub mod pace;
pub mod password;
pub mod people;
pub mod places;
pub mod queues;
pub mod read_mark;
pub mod receive;
pub mod reply;
pub mod search;
pub mod seed;
pub mod send;
pub mod shared_address;
pub mod survey;
pub mod take_in;
pub mod templates;
pub mod thread;
pub mod unreadable;
pub mod vault;

mod means;
mod window;

pub use actor::Actor;
pub use desk::{Desk, DeskParts};
pub use error::DeskError;
