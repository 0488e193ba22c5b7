//! The manager's view: every figure of the dashboard comes from here, for the page and for the exported file alike.

mod behind;
mod dashboard;
mod export;
mod figures;
mod keep;
mod load;
mod memory;
mod quantile;
mod reading;
mod results;
mod retention;
mod span;
mod technical;
mod voice;
mod when;

pub use behind::behind;
pub use dashboard::{choices, dashboard};
pub use export::csv;
pub(crate) use figures::Tally;
pub use keep::{catch_up, rebuild};
pub use load::note_online;
pub(crate) use memory::Memory;
pub use memory::{fetch_soon, load_facts};
pub(crate) use reading::Reading;
pub(crate) use span::of as span_of;
pub(crate) use voice::by_type;
