//! Learning once what an embedder's vectors mean: minutes of a core with the local model, and an API may be away meanwhile.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Classifier, ClassifierError, LabelledMessage, Origin, bundled_messages,
    keep::{fingerprint, keep, read},
    model::LearntMeaning,
    reading::off_thread,
};
use crate::embedder::{EmbedError, Embedder, TextKind};

/// So many messages get their vectors at once when meaning is learnt: a failure costs no more than these.
const BATCH: usize = 64;
/// Before the first new try after such a failure; each further one waits twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// The longest of these pauses.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

impl Classifier {
    /// Learns what an embedder's vectors mean: from the file, or from vectors of the bundled messages, which
    /// takes minutes of a core with the local model; then it writes the file. Until then words decide.
    ///
    /// An embedder that fails is asked again after a pause that grows up to ten minutes, until it answers: whoever is to
    /// stop drops this.
    ///
    /// # Errors
    /// The process stops, training fails, or the file cannot be written.
    pub async fn learn_meaning(&self, path: &Path, embedder: Arc<dyn Embedder>) -> Result<Origin, ClassifierError> {
        self.learn_meaning_of(bundled_messages()?, path, embedder, FIRST_PAUSE)
            .await
    }

    /// The same of these messages, which must be those the words were learnt of.
    async fn learn_meaning_of(
        &self,
        rows: Vec<LabelledMessage>,
        path: &Path,
        embedder: Arc<dyn Embedder>,
        pause: Duration,
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
        let vectors = patiently(embedder.as_ref(), &texts, pause).await?;
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

/// The vectors of many texts that nobody waits for: what fails is tried again after a pause that doubles.
async fn patiently(
    embedder: &dyn Embedder,
    texts: &[String],
    first_pause: Duration,
) -> Result<Vec<Vec<f32>>, ClassifierError> {
    let mut vectors = Vec::with_capacity(texts.len());
    for batch in texts.chunks(BATCH) {
        let mut pause = first_pause;
        loop {
            match embedder.embed(TextKind::Query, batch).await {
                Ok(made) => {
                    vectors.extend(made);
                    break;
                }
                Err(EmbedError::BrokenOff) => return Err(ClassifierError::BrokenOff),
                Err(error) => {
                    tracing::warn!(%error, pause.s = pause.as_secs(), "Meaning can't be learnt yet; words decide meanwhile");
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
    Ok(vectors)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;
    use enlace_domain::QueueKey;

    use super::*;

    /// Tells the queues apart by the number that a text ends in, and counts how often it is asked.
    #[derive(Debug, Default)]
    struct ByNumber {
        asked: AtomicUsize,
        broken: bool,
        /// So often it fails before it answers.
        fails: usize,
    }

    #[async_trait]
    impl Embedder for ByNumber {
        async fn embed(&self, _kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
            let before = self.asked.fetch_add(1, Ordering::Relaxed);
            if self.broken {
                return Err(EmbedError::BrokenOff);
            }
            if before < self.fails {
                return Err(EmbedError::Api("it answered 503".to_owned()));
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
        let learnt = first
            .learn_meaning_of(rows(), &path, embedder.clone(), FIRST_PAUSE)
            .await
            .unwrap();
        assert!(matches!(learnt, Origin::Trained { .. }));
        let second = Classifier::train(&rows()).unwrap();
        assert_eq!(
            second
                .learn_meaning_of(rows(), &path, embedder.clone(), FIRST_PAUSE)
                .await
                .unwrap(),
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
    async fn an_embedder_that_is_away_for_a_while_is_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meaning.bin");
        let embedder = Arc::new(ByNumber {
            fails: 3,
            ..ByNumber::default()
        });
        let classifier = Classifier::train(&rows()).unwrap();
        let learnt = classifier.learn_meaning_of(rows(), &path, embedder.clone(), Duration::from_millis(1));
        assert!(matches!(learnt.await.unwrap(), Origin::Trained { .. }));
        assert_eq!(embedder.asked.load(Ordering::Relaxed), 4);
        assert!(classifier.read("outra coisa 3").await.unwrap().by_meaning);
    }

    #[tokio::test]
    async fn one_that_ends_with_the_process_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meaning.bin");
        let broken = Arc::new(ByNumber {
            broken: true,
            ..ByNumber::default()
        });
        let classifier = Classifier::train(&rows()).unwrap();
        let learnt = classifier.learn_meaning_of(rows(), &path, broken, FIRST_PAUSE).await;
        assert!(matches!(learnt, Err(ClassifierError::BrokenOff)));
    }

    #[tokio::test]
    async fn words_decide_where_the_embedder_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meaning.bin");
        let classifier = Classifier::train(&rows()).unwrap();
        let whole = Arc::new(ByNumber::default());
        classifier
            .learn_meaning_of(rows(), &path, whole, FIRST_PAUSE)
            .await
            .unwrap();
        let broken = Arc::new(ByNumber {
            broken: true,
            ..ByNumber::default()
        });
        let later = Classifier::train(&rows()).unwrap();
        later
            .learn_meaning_of(rows(), &path, broken.clone(), FIRST_PAUSE)
            .await
            .unwrap();
        let found = later.read("mensagem igual 2").await.unwrap();
        let words = later.classify("mensagem igual 2");
        assert_eq!((found.queue, found.by_meaning), (words.queue, false));
        assert_eq!(broken.asked.load(Ordering::Relaxed), 1);
    }
}
