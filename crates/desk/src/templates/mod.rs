//! Message templates: read from the providers, shown, chosen for the automation. Sending one is [`crate::reply`]'s.

mod job;
mod list;
mod purpose;
mod resume;
mod sync;
mod used;

pub use job::SyncTemplates;
pub use list::{for_conversation, list};
pub use purpose::set_purpose;
pub(crate) use resume::{addressed, is_unwanted, resume};
pub(crate) use sync::reviewed;
pub use sync::{queue_due, sync, sync_all};
pub(crate) use used::{NoTemplate, channels_without, used_for};
