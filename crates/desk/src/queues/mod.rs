//! The rules of queues, when they are open, and the holidays: how soon answers are due follows from all of them.

mod holidays;
mod read;
mod save;

pub use holidays::{add_holiday, add_national_holidays, remove_holiday};
pub use read::rules;
pub use save::save;
