//! Messages of a thread: appended in order, their delivery climbing.
//!
//! Whoever appends holds the conversation's row: `seq` is the order of taking in, `position` that of the thread. They differ
//! where a provider delivered what a subscriber wrote in another order than it was written in (`append_inbound`).

mod change;
mod delivery;
mod find;
mod inbound;
mod line;
mod outbound;
mod phone;

pub use change::{Changed, earlier_words, edit, revoke};
pub use delivery::{Delivery, Step, advance, conversation_of, keep_step, lock_delivery};
pub use find::{by_client_key, inbound_texts, provider_id};
pub use inbound::{NewInboundMessage, append_inbound, append_notice};
pub use line::append_line;
pub use outbound::{NewOutboundMessage, append_outbound};
pub use phone::{Placed, append_phone};
