//! The knowledge base: searched and read by everybody on the desk, written by administrators.

mod actions;
mod attaching;
mod categories;
mod comparing;
mod editing;
mod editor;
mod exporting;
mod fields;
mod files;
mod finding;
mod gaps;
mod hit;
mod importing;
mod list;
mod naming;
mod new;
mod overtaken;
mod page;
mod preview;
mod reader;
mod reading;
mod row;
mod versions;

pub(in crate::pages) use finding::Finding;
pub(in crate::pages) use hit::Hit;
pub use page::KnowledgePage;
