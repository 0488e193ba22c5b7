//! What Meta's Cloud API and those who pass it on have in common: its JSON, both ways.
//!
//! Described at <https://developers.facebook.com/docs/whatsapp/cloud-api>. Where hosts, credentials and proofs differ is
//! the business of [`cloud`](crate::cloud) and [`dialog360`](crate::dialog360).

#[cfg(test)]
mod any_webhook;
mod choices;
mod content;
mod echo;
mod fetching;
mod kept;
mod message_kind;
mod notice;
mod outcome;
mod person;
mod template;
mod template_use;
mod wire;

pub(crate) mod client;
pub(crate) mod elsewhere;
pub(crate) mod error_table;
pub(crate) mod files;
pub(crate) mod ours;
pub(crate) mod signature;
pub(crate) mod understand;
pub(crate) mod webhook;
