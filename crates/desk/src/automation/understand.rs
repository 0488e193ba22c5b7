//! Asks the classifier, which computes off the async threads.

use enlace_ai::classifier::ASK_BELOW;
use enlace_domain::QueueKey;

use crate::{Desk, DeskError};

/// Longest text worth reading, in characters: what matters is said before.
const LIMIT: usize = 2_000;

/// The queue of a text, and how sure the classifier is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guess {
    pub queue: QueueKey,
    /// 0 to 1.
    pub confidence: f32,
}

/// The queue, where the classifier is sure enough that nobody need be asked.
pub(super) async fn sure(desk: &Desk, text: &str) -> Result<Option<Guess>, DeskError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let text: String = text.chars().take(LIMIT).collect();
    let found = desk.classifier().read(&text).await.map_err(anyhow::Error::from)?;
    let guess = Guess {
        queue: found.queue,
        confidence: found.confidence,
    };
    let sure = guess.confidence >= ASK_BELOW;
    metrics::counter!("enlace_classified_total", "sure" => if sure { "yes" } else { "no" }).increment(1);
    Ok(sure.then_some(guess))
}
