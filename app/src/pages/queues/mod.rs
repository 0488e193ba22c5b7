//! `/queues`: the rules of queues, their hours, and the holidays. Administrators change them, managers read them.

mod form;
mod holidays;
mod hours;
mod page;
mod summary;
mod week;

pub use page::QueuesPage;
