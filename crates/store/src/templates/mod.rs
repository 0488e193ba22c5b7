//! The templates of the channels: as the provider lists them, and which of them automation uses.

mod find;
mod purpose;
mod row;
mod sync;

pub use find::{approved_as, approved_in, channels, list, load};
pub use purpose::{approved_on, choice, set_choice};
pub use row::StoredTemplate;
pub use sync::{ask, due, note_problem, note_review, retire_others, upsert};
