//! The templates of the channels: managers see where they stand and choose what automation uses.

mod page;
mod purposes;
mod table;

pub use page::TemplatesPage;
