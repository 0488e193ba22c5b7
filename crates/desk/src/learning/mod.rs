//! What the classifier learns from people of the desk: corrections, versions trained on them, and which one answers.
//!
//! `docs/CLASSIFIER.md` says what is compared before a version is taken into use. Administrators see it all.

mod corrections;
mod drift;
mod follow;
mod retrain;
mod version;
mod view;

pub use corrections::judge;
pub use drift::measure;
pub(crate) use drift::stability;
pub(crate) use follow::InUse;
pub use follow::follow;
pub use retrain::{Outcome, RetrainClassifier, queue_due, queue_now, run};
pub use version::take_into_use;
pub use view::view;
