//! 360dialog: passes Meta's Cloud API on, with its own key, its own address for files and no signature.

mod carrier;
mod settings;

pub(crate) use carrier::{FIELDS, create, open};
pub use settings::{Dialog360Secrets, Dialog360Settings};
