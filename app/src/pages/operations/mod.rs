//! The page of the operators: work that was given up, why, and what becomes of it.

mod bar;
mod body;
mod card;
mod close;
mod list;
mod page;

pub use page::OperationsPage;
