//! Who may leave: a model learns it from those who left, tells it of those who are there, and work is made of it.
//!
//! `docs/CHURN.md` says what is learnt from what, and how well it does. Managers see it all, others the cases that
//! they were given; nothing here writes to a subscriber.

mod act;
mod drift;
mod import;
mod learn;
mod offer;
mod own;
mod review;
mod table;
mod view;

pub use act::{change_case, close_case};
pub use import::{Imported, import};
pub use offer::offer;
pub use review::{ReviewChurn, queue_due, queue_now, review};
pub use view::view;

/// Days ahead that a model looks.
pub const HORIZON_DAYS: i32 = 30;
