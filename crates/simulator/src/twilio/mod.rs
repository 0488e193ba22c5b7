//! Twilio's side of the town: the Messages API (version 2010-04-01), the webhook of what subscribers write and the
//! callbacks of how far messages came. Only WhatsApp, only one account with one sender.

mod callbacks;
mod credentials;
mod deliver;
mod list;
mod list_picker;
mod message;
mod problem;
mod routes;
mod send_form;
mod sid;
mod webhook;
mod written;

pub use deliver::DeliveryError;
pub use list_picker::LIST_PICKER_SID;
pub use message::WireStatus;
pub use sid::{MessageSid, NotASid};
pub use written::{Writer, Written};

pub(crate) use callbacks::mark_read;
pub(crate) use message::{Record, WireDirection};
pub(crate) use routes::router;
pub(crate) use webhook::{repeat, write};
