//! What has to leave: one row a message, its state written down before and after the provider is asked.

mod attempt;
mod doubt;
mod echo;
mod find;
mod insert;
mod outgoing;
mod state;
mod wait;
mod ways;

pub use attempt::{adopt, begin_attempt, leave_by, queue_again, set_state, settle, times_taken};
pub use doubt::{ask_people, keep_earlier};
pub use echo::{Echo, doubted, is_under_way, said_before};
pub use find::{Sent, forgotten, of_message};
pub use insert::insert;
pub use outgoing::{Address, Outgoing, lock};
pub use state::OutboxState;
pub use wait::note_wait;
pub use ways::{Ways, ways};
