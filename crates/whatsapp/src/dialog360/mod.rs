//! 360dialog: passes Meta's Cloud API on, with its own key, its own address for files and no signature.

mod authorization;
mod carrier;
mod settings;

pub use authorization::WebhookAuthorization;
pub(crate) use carrier::{FIELDS, create, open};
pub use settings::{Dialog360Secrets, Dialog360Settings};
