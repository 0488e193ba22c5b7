//! The channels' page: what administrators see, add, change, pause, order and try out.
//!
//! Every change is written down in the book with the names of the fields, never with what a secret holds.

mod failed;
mod list;
mod order;
mod pause;
mod save;
mod switch;
mod trial;

use crate::{Actor, DeskError};

pub use failed::failed;
pub use list::list;
pub(crate) use list::watch;
pub use order::step;
pub use pause::set_active;
pub use save::save;
pub use switch::set_may_switch;
pub use trial::send_trial;

/// Who may do anything here.
fn administrator(actor: &Actor) -> Result<(), DeskError> {
    actor.require(actor.role.may_manage_channels(), "manage channels")
}

fn invalid(field: &'static str, allowed: &str) -> DeskError {
    DeskError::Invalid {
        field,
        allowed: allowed.to_owned(),
    }
}
