//! What the desk is to reach, what it has reached, and what that is worth.

mod read;
mod save;
mod worth;

pub use read::{beat, goals};
pub use save::save;
