//! Which of the five queues a message belongs to.
//!
//! A linear model over words, pieces of words and a lexicon of the trade, trained on the labelled
//! messages in `data/messages.tsv` at the first start and kept in a file afterwards. Method, labelling
//! guide and measured figures: `docs/CLASSIFIER.md`.
//!
//! Everything here is synchronous CPU work (training takes seconds): callers keep it off the async
//! threads. Nothing here logs the text of a message.

mod abbreviations;
mod calibration;
mod content;
mod error;
mod features;
mod keep;
mod labelled;
mod lexicon;
mod model;
mod normalise;
mod regression;
mod report;
mod validation;
mod vocabulary;

pub use calibration::ASK_BELOW;
pub use error::ClassifierError;
pub use keep::Origin;
pub use labelled::{LabelledMessage, bundled_messages, held_out_messages};
pub use model::{Classification, Classifier};
pub use report::{Report, report};
pub use validation::{AskFigures, CrossValidation, Evaluation, QueueFigures, cross_validate, evaluate};
