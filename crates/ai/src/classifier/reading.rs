//! Reading a message: by its words, and by its meaning where an embedder's vectors have been learnt.

use enlace_domain::{QueueKey, reading::AlsoAsked};

use super::{
    ASK_BELOW, Classifier, ClassifierError,
    clauses::{asks, clauses},
    model::Understood,
    requests::{Clause, requests},
};
use crate::{
    asking::{Asking, NoVector},
    embedder::Embedder,
};

/// Longest words that are kept of a request, in characters.
const WORDS: usize = 90;

/// What is read in a message: every request, and the one that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where the message belongs.
    pub queue: QueueKey,
    /// How sure it is that this is asked, with what else is asked, from 0.2 (no idea) to 1.
    pub confidence: f32,
    /// What else is asked, the weightiest first.
    pub also: Vec<AlsoAsked>,
    /// Whether it says anything yet; a greeting does not.
    pub says_something: bool,
    /// Whether a sentence vector was read beside the words.
    pub by_meaning: bool,
}

impl Reading {
    /// Whether nobody need be asked.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.confidence >= ASK_BELOW
    }
}

impl Classifier {
    /// What a message asks: by its words, and by its meaning too once [`Classifier::learn_meaning`] is done.
    /// Computes off the async threads.
    ///
    /// # Errors
    /// The process stops. An embedder that fails or is slow is none: the words decide.
    pub async fn read(&self, text: &str) -> Result<Reading, ClassifierError> {
        let vector = match self.understood() {
            Some(Understood {
                embedder: Some(embedder),
                asking,
                ..
            }) => vector(asking, embedder.as_ref(), text).await,
            _ => None,
        };
        let (classifier, text) = (self.clone(), text.to_owned());
        off_thread(move || classifier.read_with(&text, vector.as_deref())).await
    }

    /// The same with the text's vector at hand. Clauses are read by their words: their vectors measure no better.
    pub(super) fn read_with(&self, text: &str, vector: Option<&[f32]>) -> Reading {
        let chances = self.chances(text, vector);
        let clauses: Vec<Clause> = clauses(text)
            .into_iter()
            .map(|words| Clause {
                chances: self.chances(&words, None),
                asks: asks(&words),
                words,
            })
            .collect();
        let found = requests(&chances, &clauses);
        let asked = |(queue, at): (QueueKey, Option<usize>)| AlsoAsked {
            queue,
            words: at.map_or_else(String::new, |at| shortened(&clauses[at].words)),
        };
        Reading {
            queue: found.queue,
            confidence: found.confidence,
            also: found.also.into_iter().map(asked).collect(),
            says_something: !self.says_nothing(text),
            by_meaning: vector.is_some_and(|vector| self.reads_meaning(vector)),
        }
    }
}

/// The vector of a message, if it comes in time.
async fn vector(asking: &Asking, embedder: &dyn Embedder, text: &str) -> Option<Vec<f32>> {
    match asking.vector(embedder, text).await {
        Ok(vector) => Some(vector),
        Err(NoVector::Resting) => None,
        Err(error) => {
            tracing::warn!(%error, "A message is classified by its words alone");
            None
        }
    }
}

/// The words of a request, on one line and not too long.
fn shortened(words: &str) -> String {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= WORDS {
        return folded;
    }
    folded.chars().take(WORDS - 1).chain(['…']).collect()
}

/// Computes where no async task waits.
pub(super) async fn off_thread<T: Send + 'static>(
    compute: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ClassifierError> {
    tokio::task::spawn_blocking(compute)
        .await
        .map_err(|_| ClassifierError::BrokenOff)
}
