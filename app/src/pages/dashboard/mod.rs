//! `/dashboard`: how the desk does, for managers. Holds no figure of its own: all come from one call of the server, but for
//! how many wait now, which the live board knows.

mod bar;
mod charts;
mod page;
mod people;
mod queues;
mod reasons;
mod tiles;

pub use page::DashboardPage;
