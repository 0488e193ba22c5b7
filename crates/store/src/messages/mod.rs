//! Messages of a thread: appended in order, their delivery climbing.
//!
//! Whoever appends holds the conversation's row, so that `seq` is the order of the thread.

mod change;
mod delivery;
mod find;
mod inbound;
mod line;
mod outbound;

pub use change::{Changed, earlier_words, edit, revoke};
pub use delivery::{Delivery, Step, advance, keep_step, lock_delivery};
pub use find::{by_client_key, inbound_texts, provider_id};
pub use inbound::{NewInboundMessage, append_inbound};
pub use line::append_line;
pub use outbound::{NewOutboundMessage, append_outbound};
