//! What subscribers are asked once a conversation is over, and what they say.

mod answer;
mod ask;
mod figures;
mod settings;

pub use answer::{OpenSurvey, comment, latest, lock, score, see};
pub use ask::{Standing, insert, standing};
pub use figures::{Tally, comments, low, satisfaction_by_day, tallies};
pub use settings::{save, settings};
