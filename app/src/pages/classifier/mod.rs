//! What the classifier learns: corrections to judge, versions to choose from, and whether its world has moved.

mod corrections;
mod page;
mod versions;
mod weeks;

pub use page::ClassifierPage;
