//! Customers who may leave: the cases about them, what the work was worth, and the model's card.

mod case;
mod cases;
mod drift;
mod model;
mod page;
mod worth;

pub use page::ChurnPage;
