//! Twilio's WhatsApp: Programmable Messaging, API version 2010-04-01.

mod carrier;
mod client;
mod content;
mod form;
mod message_kind;
mod outcome;
mod sid;
mod wire;

pub mod error_table;
pub mod settings;
pub mod signature;
pub mod understand;
pub mod webhook;

pub use carrier::stored;
pub(crate) use carrier::{FIELDS, create, open};
pub use client::TwilioClient;
pub use settings::{ApiAddress, ApiKey, SettingsError, TwilioSecrets, TwilioSettings};
pub use sid::{AccountSid, ApiKeySid, ContentSid, MessagingServiceSid};
