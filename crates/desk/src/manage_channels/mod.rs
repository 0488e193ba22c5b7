//! The channels' page: what administrators see, add, change, pause, order and try out.
//!
//! Every change is written down in the book with the names of the fields, never with what a secret holds.

mod list;
mod order;
mod pause;
mod save;
mod trial;

use enlace_domain::ChannelId;
use url::Url;

use crate::{Actor, Desk, DeskError};

pub use list::list;
pub use order::step;
pub use pause::set_active;
pub use save::save;
pub use trial::send_trial;

/// Who may do anything here.
fn administrator(actor: &Actor) -> Result<(), DeskError> {
    actor.require(actor.role.may_manage_channels(), "manage channels")
}

/// Where the channel's provider is to report.
fn webhook(desk: &Desk, channel: ChannelId) -> Url {
    let mut address = desk.public_url().clone();
    address.set_path(&format!("/webhooks/whatsapp/{channel}"));
    address
}

fn invalid(field: &'static str, allowed: &str) -> DeskError {
    DeskError::Invalid {
        field,
        allowed: allowed.to_owned(),
    }
}
