//! The manager's view: every figure of the dashboard comes from here, for the page and for the exported file alike.

mod dashboard;
mod export;

pub use dashboard::dashboard;
pub use export::csv;
