//! A line: one account at one vendor, with one business number, one webhook at the desk and an address of its own.

mod config;
mod outage;
mod running;

pub use config::{DialogConfig, LineConfig, MaytapiConfig, MetaConfig, TwilioConfig, Vendor};
pub use outage::Outage;

pub(crate) use outage::{OutageSwitch, guard};
pub(crate) use running::{Line, OnLine};
