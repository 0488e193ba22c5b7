//! Reading with an embedder: learning once what its vectors mean, then asking it about each message.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use enlace_domain::{QueueKey, reading::AlsoAsked};

use super::{
    ASK_BELOW, Classifier, ClassifierError, LabelledMessage, Origin, bundled_messages,
    clauses::{asks, clauses},
    keep::{fingerprint, keep, read},
    model::LearntMeaning,
    requests::{Clause, requests},
};
use crate::embedder::{Embedder, TextKind};

/// How long a message waits for its vector before its words decide.
const PATIENCE: Duration = Duration::from_secs(2);
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
        let embedder = self.understood().and_then(|understood| understood.embedder.clone());
        let vector = match embedder {
            Some(embedder) => vector(embedder.as_ref(), text).await,
            None => None,
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

    /// Learns what an embedder's vectors mean: from the file, or from vectors of the bundled messages, which
    /// takes minutes of a core with the local model; then it writes the file. Until then words decide.
    ///
    /// # Errors
    /// The embedder fails, training does, or the file cannot be written.
    pub async fn learn_meaning(&self, path: &Path, embedder: Arc<dyn Embedder>) -> Result<Origin, ClassifierError> {
        self.learn_meaning_of(bundled_messages()?, path, embedder).await
    }

    /// The same of these messages, which must be those the words were learnt of.
    async fn learn_meaning_of(
        &self,
        rows: Vec<LabelledMessage>,
        path: &Path,
        embedder: Arc<dyn Embedder>,
    ) -> Result<Origin, ClassifierError> {
        let started = Instant::now();
        let fingerprint = fingerprint(&rows, embedder.name());
        let (classifier, file) = (self.clone(), path.to_owned());
        let kept = move || {
            read(&file, fingerprint, |kept: &LearntMeaning| {
                kept.is_whole(classifier.learnt())
            })
        };
        if let Some(learnt) = off_thread(kept).await? {
            self.adopt(learnt, Some(embedder));
            return Ok(Origin::Loaded);
        }
        let texts: Vec<String> = rows.iter().map(|row| row.text.clone()).collect();
        let vectors = embedder.embed(TextKind::Query, &texts).await?;
        let (classifier, file) = (self.clone(), path.to_owned());
        let learnt = off_thread(move || {
            let learnt = classifier.train_meaning(&rows, &vectors)?;
            keep(&file, fingerprint, &learnt)?;
            Ok::<_, ClassifierError>(learnt)
        });
        self.adopt(learnt.await??, Some(embedder));
        Ok(Origin::Trained {
            millis: started.elapsed().as_millis(),
        })
    }
}

/// The vector of a message, if it comes in time.
async fn vector(embedder: &dyn Embedder, text: &str) -> Option<Vec<f32>> {
    let texts = [text.to_owned()];
    match tokio::time::timeout(PATIENCE, embedder.embed(TextKind::Query, &texts)).await {
        Ok(Ok(vectors)) => vectors.into_iter().next(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "A message is classified by its words alone");
            None
        }
        Err(_) => {
            tracing::warn!("A message is classified by its words alone: its vector did not come in time");
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
async fn off_thread<T: Send + 'static>(compute: impl FnOnce() -> T + Send + 'static) -> Result<T, ClassifierError> {
    tokio::task::spawn_blocking(compute)
        .await
        .map_err(|_| ClassifierError::BrokenOff)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;
    use enlace_domain::QueueKey;

    use super::*;
    use crate::embedder::EmbedError;

    /// Tells the queues apart by the number that a text ends in, and counts how often it is asked.
    #[derive(Debug, Default)]
    struct ByNumber {
        asked: AtomicUsize,
        broken: bool,
    }

    #[async_trait]
    impl Embedder for ByNumber {
        async fn embed(&self, _kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            if self.broken {
                return Err(EmbedError::BrokenOff);
            }
            let number = |text: &String| text.bytes().last().map_or(0, |digit| usize::from(digit % 5));
            let vector = |place: usize| (0..8).map(|at| if at == place { 1.0 } else { 0.1 }).collect();
            Ok(texts.iter().map(|text| vector(number(text))).collect())
        }

        fn dimensions(&self) -> usize {
            8
        }

        fn name(&self) -> &str {
            "by-number"
        }
    }

    fn rows() -> Vec<LabelledMessage> {
        let row = |number: usize| LabelledMessage {
            queue: QueueKey::ALL[number % 5],
            text: format!("mensagem igual {}", ["0", "1", "2", "3", "4"][number % 5]),
        };
        (0..40).map(row).collect()
    }

    #[tokio::test]
    async fn the_second_start_reads_what_the_first_has_learnt() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meaning.bin");
        let embedder = Arc::new(ByNumber::default());
        let first = Classifier::train(&rows()).unwrap();
        let learnt = first.learn_meaning_of(rows(), &path, embedder.clone()).await.unwrap();
        assert!(matches!(learnt, Origin::Trained { .. }));
        let second = Classifier::train(&rows()).unwrap();
        assert_eq!(
            second.learn_meaning_of(rows(), &path, embedder.clone()).await.unwrap(),
            Origin::Loaded
        );
        assert_eq!(embedder.asked.load(Ordering::Relaxed), 1, "the vectors were made once");
        let (one, two) = (
            first.read("outra coisa 3").await.unwrap(),
            second.read("outra coisa 3").await.unwrap(),
        );
        assert_eq!(one, two);
    }

    #[tokio::test]
    async fn words_decide_where_the_embedder_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meaning.bin");
        let classifier = Classifier::train(&rows()).unwrap();
        let whole = Arc::new(ByNumber::default());
        classifier.learn_meaning_of(rows(), &path, whole).await.unwrap();
        let broken = Arc::new(ByNumber {
            broken: true,
            ..ByNumber::default()
        });
        let later = Classifier::train(&rows()).unwrap();
        later.learn_meaning_of(rows(), &path, broken.clone()).await.unwrap();
        let found = later.read("mensagem igual 2").await.unwrap();
        let words = later.classify("mensagem igual 2");
        assert_eq!((found.queue, found.by_meaning), (words.queue, false));
        assert_eq!(broken.asked.load(Ordering::Relaxed), 1);
    }
}
