//! The people who work here: managers see them, administrators change them.

mod form;
mod page;
mod table;

pub use page::PeoplePage;
