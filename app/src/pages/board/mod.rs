//! The live board: who must be answered next?

mod announcements;
mod bar;
mod card;
mod column;
mod head;
mod keys;
mod page;
mod tabs;
mod view;

pub(in crate::pages) use card::{kind_glyph, said};
pub use page::BoardPage;
