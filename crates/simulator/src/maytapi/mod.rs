//! Maytapi's side of the town: a phone behind a gateway. No templates, no window of a day, no signatures.

mod ack;
mod ids;
mod inbound;
mod problem;
mod routes;
mod send;
mod storage;

pub(crate) use ack::{ack, phone_status};
pub(crate) use ids::{media_name, message_id};
pub(crate) use inbound::{inbound, taken_back_on_phone, written_on_phone};
pub(crate) use routes::router;
