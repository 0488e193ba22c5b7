//! Who may leave: what is known as of a moment, the models, what they said, and the cases.

pub mod cases;
pub mod facts;
pub mod features;
pub mod listed;
pub mod models;
pub mod opening;
pub mod retention;
pub mod said;
pub mod scores;
pub mod watch;
