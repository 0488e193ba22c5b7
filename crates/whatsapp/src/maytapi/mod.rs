//! Maytapi: a gateway to WhatsApp Web on a linked device. No official number, no window, no templates.
//!
//! Described by its own OpenAPI document, version 1.9.1; nothing there signs a webhook, so a secret in its path must.

mod carrier;
mod client;
mod device_state;
mod files;
mod identity;
mod ids;
mod message_kind;
mod outcome;
mod report;
mod settings;
mod understand;
mod webhook;
mod wire;

pub(crate) use carrier::{ABILITIES, FIELDS, create, open};
pub use client::MaytapiClient;
pub use device_state::device_state_words;
pub use ids::{PhoneId, ProductId};
pub use settings::{MaytapiSecrets, MaytapiSettings};
