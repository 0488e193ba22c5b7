//! What the pages stand on: plain Rust without a signal or a browser, tested natively.
//!
//! A page draws what these types say and tells them what happened. Nothing here reads a clock: `now` is always given.

mod announce;
mod attendance;
mod board;
mod column;
mod coordinates;
mod due;
mod filter;
mod outgoing;
mod rows;
mod selection;
mod template_draft;
mod thread;

pub use announce::Announcer;
pub use attendance::{Announced, Others, Saying};
pub use board::{Applied, BoardState};
pub use column::{Column, ColumnKey, Shares, Totals, columns, totals};
pub use coordinates::coordinates;
pub use due::{Due, due};
pub use filter::{Filter, Scope, fold};
pub use outgoing::Outgoing;
pub use rows::{Reaction, Row, RowKey, rows};
pub use selection::{Selection, Step};
pub use template_draft::{TemplateDraft, find_templates, sample};
pub use thread::{HeldUp, Pending, PendingState, ThreadState};

#[cfg(test)]
pub(crate) mod testing;
