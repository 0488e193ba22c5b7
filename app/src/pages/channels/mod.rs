//! The channels: administrators see how they fare, add, change, order, pause and try them.

mod card;
mod fields;
mod focus;
mod form;
mod list;
mod moves;
mod page;
mod pause;
mod provider_fields;
mod standing;
mod switch;
mod trial;
mod webhook;

pub use page::ChannelsPage;
