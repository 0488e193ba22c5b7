//! Twilio's side of the town: the Messages API (version 2010-04-01), the list of content templates, media, the webhook
//! of what subscribers write and the callbacks of how far messages came. Only WhatsApp, only accounts with one sender.

mod content;
mod credentials;
mod files;
mod inbound;
mod list;
mod problem;
mod resource;
mod routes;
mod send_form;
mod sid;
mod signature;
mod status;

pub use content::LIST_PICKER_SID;

pub(crate) use inbound::inbound;
pub(crate) use routes::router;
pub(crate) use sid::{media_sid, message_sid};
pub(crate) use signature::headers;
pub(crate) use status::status;
