//! `/dashboard`: how the desk does, for managers. Holds no figure of its own: all come from one call of the server, but for
//! how many wait now, which the live board knows.

mod address;
mod bar;
mod charts;
mod dates;
mod goals;
mod page;
mod people;
mod queues;
mod reasons;
mod tiles;
mod voice;
mod was;

pub use page::DashboardPage;
