//! What goes over a line, in no vendor's words: ids, what subscribers write, what the desk sends, how far it came.

mod id;
mod outgoing;
mod record;
mod status;
mod written;

pub use id::MessageId;
pub use outgoing::{Content, Place, SentKind, SentMedia};
pub use status::WireStatus;
pub use written::{Writer, Written};

pub(crate) use outgoing::{MediaSource, Outgoing};
pub(crate) use record::{Direction, Record};
