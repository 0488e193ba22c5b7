//! `/dashboard/goals`: what administrators set behind the dashboard. Managers read it.

mod page;
mod survey;
mod targets;

pub use page::GoalsPage;
