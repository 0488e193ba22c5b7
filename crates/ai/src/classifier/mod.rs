//! Which of the five queues a message belongs to.
//!
//! A linear model over words, pieces of words, a lexicon of the trade and, where there is an embedder, the
//! message's sentence vector, trained on the labelled messages in `data/messages.tsv` at the first start and
//! kept in files afterwards. Method, labelling guide and measured figures: `docs/CLASSIFIER.md`.
//!
//! Classifying and training are synchronous CPU work: callers keep them off the async threads. Nothing here logs the text of a message.

mod abbreviations;
mod alike;
mod calibration;
mod clauses;
mod content;
mod error;
mod features;
mod keep;
mod labelled;
mod learn_meaning;
mod lexicon;
mod meaning;
mod model;
mod normalise;
mod reading;
mod regression;
mod report;
mod requests;
mod retrain;
mod several;
mod validation;
mod version;
mod vocabulary;

pub use calibration::ASK_BELOW;
pub use error::ClassifierError;
pub use keep::Origin;
pub use labelled::{LabelledMessage, bundled_messages, fresh_messages, held_out_messages};
pub use model::{Classification, Classifier};
pub use reading::Reading;
pub use report::{Report, Vectors, report, report_with};
pub use retrain::{Comparison, Material, retrain, texts_of};
pub use several::SeveralFigures;
pub use validation::{AskFigures, CrossValidation, Evaluation, QueueFigures};
pub use version::Version;
