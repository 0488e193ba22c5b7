//! Files: those of messages, for people of the desk; those that people send, on their way in; and those that providers
//! fetch.

mod file;
mod out;
mod serve;
mod upload;

pub use file::file;
pub use out::out;
pub(super) use serve::{failed, serve};
pub use upload::upload;
pub(super) use upload::{drain, name_of};
