//! Meta's side of the town: the Cloud API, and 360dialog, which passes the same JSON on under addresses and
//! credentials of its own.

mod challenge;
mod credentials;
mod dialog;
mod files;
mod ids;
mod inbound;
mod interactive;
mod number;
mod problem;
mod routes;
mod send;
mod signature;
mod status;
mod template_list;
mod template_send;
mod update;

pub(crate) use challenge::is_answered;
pub(crate) use dialog::router as dialog_router;
pub(crate) use ids::{media_id, wamid};
pub(crate) use inbound::inbound;
pub(crate) use routes::router;
pub(crate) use signature::signature;
pub(crate) use status::status;
pub(crate) use update::{batch, marketing_wish, number_change, taken_back_on_phone, template_status, written_on_phone};
