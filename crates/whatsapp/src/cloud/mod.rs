//! Meta's Cloud API, without anybody in between.

mod carrier;
mod settings;

pub(crate) use carrier::{ABILITIES, FIELDS, create, open};
pub use settings::{CloudSecrets, CloudSettings};
