//! Twilio's WhatsApp: Programmable Messaging, API version 2010-04-01.

mod carrier;
mod client;
mod content;
mod entered;
mod files;
mod form;
#[cfg(test)]
mod kept;
mod message_kind;
mod outcome;
mod sid;
mod signature_settings;
mod signing_key;
mod wire;

pub mod error_table;
pub mod settings;
pub mod signature;
pub mod understand;
pub mod webhook;

pub(crate) use carrier::{ABILITIES, open};
pub use client::TwilioClient;
pub use entered::stored;
pub(crate) use entered::{FIELDS, create};
pub use settings::{ApiAddress, ApiKey, SettingsError, TwilioSecrets, TwilioSettings};
pub use sid::{AccountSid, ApiKeySid, ContentSid, MessagingServiceSid};
