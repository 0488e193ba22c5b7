//! WhatsApp through the providers that carry it: sending, and understanding what they report to us.
//!
//! The only crate that names a provider. It knows no database and keeps no state: a failed call comes back as a
//! [`SendError`] whose class says what may be done next, and nothing here tries twice.

#[cfg(test)]
mod any_webhook;
mod call;
mod channel;
mod echo;
mod elsewhere;
mod fields;
mod http;
mod incoming;
mod media;
mod meta;
mod outgoing;
mod provider;
mod significance;
mod unreadable;
mod webhook_secret;

pub mod cloud;
pub mod dialog360;
pub mod maytapi;
pub mod settings;
pub mod twilio;
pub mod vcard;

pub use channel::{Channel, ReadError, WebhookAnswer, WebhookRequest};
pub use elsewhere::{Destination, Elsewhere};
pub use http::http_client;
pub use incoming::{EventKind, InboundEvent, IncomingMessage, Sender, StatusReport, Understood, WebhookError};
pub use maytapi::device_state_words;
pub use media::{MediaBody, MediaError, MediaReference};
pub use outgoing::{Content, MediaKind, OutgoingMedia, OutgoingMessage, Place, Recipient, TemplateUse, numbered};
pub use provider::{Abilities, Accepted, FileAbility, Provider, ProviderKind, SendError, UnknownProvider};
pub use significance::Significance;
pub use webhook_secret::WebhookSecret;
