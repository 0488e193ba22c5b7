//! A town of subscribers that writes on WhatsApp, and the vendors' APIs between it and the desk, over real HTTP.
//!
//! For the demo, tests and measurements; nothing in the product depends on it. A [`Town`] speaks Twilio's, Meta's,
//! 360dialog's and Maytapi's REST API to the desk, each on a line of its own, calls the webhooks with valid signatures
//! and, unless it is quiet, is full of people who write, wait, read and answer. It keeps everything in memory, knows
//! the desk only by its addresses, and shares no code with the desk's own side of these APIs. A [`LanguageModel`] plays
//! OpenAI's chat API with answers that a test has written.

mod account;
mod callbacks;
mod config;
mod connection;
mod control;
mod deliver;
mod error;
mod faults;
mod fetch;
mod hold;
mod inbound;
mod language_model;
mod ledger;
mod line;
mod maytapi;
mod media;
mod message;
mod meta;
mod outbound;
mod people;
mod switchboard;
mod templates;
mod town;
mod town_line;
mod twilio;
mod vendor;

pub mod place;

pub use account::{Account, LineAccount};
pub use config::TownConfig;
pub use deliver::DeliveryError;
pub use error::TownError;
pub use faults::{CallbackFault, FaultControl, MediaFault, SendFault, WebhookFault};
pub use language_model::{LanguageModel, Reply};
pub use ledger::{SentToSubscriber, WrittenToDesk};
pub use line::{DialogConfig, LineConfig, MaytapiConfig, MetaConfig, Outage, TwilioConfig, Vendor};
pub use message::{Content, MessageId, Place, SentKind, SentMedia, WireStatus, Writer, Written};
pub use people::{Asked, Known, Leaving, Lives, Past, Pull, Rating, Risk, SHIFTS, Shift, Storm, lives, past};
pub use place::{Subscriber, SubscriberKind, subscribers};
pub use town::Town;
pub use town_line::TownLine;
pub use twilio::LIST_PICKER_SID;
