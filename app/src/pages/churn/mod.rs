//! Customers who may leave: the cases about them, what the work was worth, and the model's card.

mod address;
mod case;
mod cases;
mod closed;
mod drift;
mod filters;
mod jump;
mod model;
mod open;
mod page;
mod reasons;
mod tiles;
mod versions;
mod who;
mod worth;

pub use page::ChurnPage;
