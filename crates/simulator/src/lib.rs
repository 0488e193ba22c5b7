//! A town of subscribers that writes on WhatsApp, and Twilio's API between it and the desk, over real HTTP.
//!
//! For the demo, tests and measurements; nothing in the product depends on it. A [`Town`] speaks Twilio's REST API to
//! the desk, calls its webhook with valid signatures and, unless it is quiet, is full of people who write, wait, read
//! and answer. It keeps everything in memory and knows the desk only by its addresses.

mod account;
mod config;
mod control;
mod error;
mod faults;
mod hold;
mod ledger;
mod line;
mod people;
mod switchboard;
mod town;

pub mod place;
pub mod twilio;

pub use account::Account;
pub use config::TownConfig;
pub use error::TownError;
pub use faults::{CallbackFault, FaultControl, SendFault};
pub use ledger::SentToSubscriber;
pub use place::{Subscriber, SubscriberKind, subscribers};
pub use town::Town;
pub use twilio::{LIST_PICKER_SID, MessageSid, WireStatus, Writer, Written};
