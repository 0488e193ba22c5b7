//! The manager's view: every figure of the dashboard comes from here, for the page and for the exported file alike.

mod behind;
mod cells;
mod dashboard;
mod export;
mod figures;
mod keep;
mod leavers;
mod load;
mod memory;
mod people;
mod quantile;
mod reading;
mod results;
mod retention;
mod right_now;
mod span;
mod technical;
mod voice;
mod when;

pub use behind::{behind, behind_all};
pub use cells::cells;
pub use dashboard::{choices, dashboard};
pub use export::csv;
pub(crate) use figures::Tally;
pub use keep::{catch_up, rebuild};
pub use leavers::leavers;
pub use load::note_online;
pub(crate) use memory::Memory;
pub use memory::{fetch_soon, load_facts};
pub(crate) use reading::Reading;
pub use right_now::right_now;
pub(crate) use span::of as span_of;
pub(crate) use voice::by_type;
