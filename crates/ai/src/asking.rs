//! The vector of what somebody waits for, a message or a question: it comes soon, or whoever asks goes on without.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::embedder::{EmbedError, Embedder, TextKind};

/// How long a vector is waited for. A subscriber's message waits for it in the transaction that takes it in, and whoever
/// types a search at every letter; an embedder's own patience is for long lists that nobody waits for.
const PATIENCE: Duration = Duration::from_secs(2);
/// After a failure nothing is asked so long, for everybody would wait for it.
const REST: Duration = Duration::from_secs(30);

/// Asks an embedder with little patience, and leaves it alone for a while after it has failed.
#[derive(Debug, Default)]
pub struct Asking {
    rests_until: Mutex<Option<Instant>>,
}

/// Why there is no vector. Holds no text.
#[derive(Debug, thiserror::Error)]
pub enum NoVector {
    /// It did not come in time.
    #[error("no vector within {} s", PATIENCE.as_secs())]
    Late,
    /// The embedder failed.
    #[error(transparent)]
    Failed(#[from] EmbedError),
    /// It failed a moment ago and is left alone.
    #[error("the embedder failed a moment ago")]
    Resting,
}

impl Asking {
    /// The vector of a text that somebody typed.
    ///
    /// # Errors
    /// There is none in time.
    pub async fn vector(&self, embedder: &dyn Embedder, text: &str) -> Result<Vec<f32>, NoVector> {
        self.vector_within(PATIENCE, embedder, text).await
    }

    async fn vector_within(
        &self,
        patience: Duration,
        embedder: &dyn Embedder,
        text: &str,
    ) -> Result<Vec<f32>, NoVector> {
        if self.rests() {
            return Err(NoVector::Resting);
        }
        let texts = [text.to_owned()];
        let asked = tokio::time::timeout(patience, embedder.embed(TextKind::Query, &texts)).await;
        let vector = match asked {
            Ok(Ok(mut vectors)) => vectors
                .pop()
                .ok_or_else(|| NoVector::Failed(EmbedError::Unusable("no vector".to_owned()))),
            Ok(Err(error)) => Err(NoVector::Failed(error)),
            Err(_) => Err(NoVector::Late),
        };
        if vector.is_err() {
            *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
        }
        vector
    }

    /// Whether the last vector did not come: the embedder is left alone for a while.
    fn rests(&self) -> bool {
        let until = *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;

    use super::*;

    #[derive(Debug)]
    enum Kind {
        Whole,
        Broken,
        Silent,
    }

    /// Answers, fails, or never comes back, and counts how often it is asked.
    #[derive(Debug)]
    struct Counting {
        kind: Kind,
        asked: AtomicUsize,
    }

    impl Counting {
        const fn new(kind: Kind) -> Self {
            Self {
                kind,
                asked: AtomicUsize::new(0),
            }
        }
    }

    #[async_trait]
    impl Embedder for Counting {
        async fn embed(&self, _kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            match self.kind {
                Kind::Whole => Ok(texts.iter().map(|_| vec![1.0]).collect()),
                Kind::Broken => Err(EmbedError::Api("it answered 500".to_owned())),
                Kind::Silent => std::future::pending().await,
            }
        }

        fn dimensions(&self) -> usize {
            1
        }

        fn name(&self) -> &str {
            "counting"
        }
    }

    #[tokio::test]
    async fn one_that_answers_is_asked_each_time() {
        let (asking, whole) = (Asking::default(), Counting::new(Kind::Whole));
        assert_eq!(asking.vector(&whole, "oi").await.unwrap(), [1.0]);
        assert_eq!(asking.vector(&whole, "oi").await.unwrap(), [1.0]);
        assert_eq!(whole.asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn one_that_fails_or_is_late_is_left_alone_afterwards() {
        let (asking, broken) = (Asking::default(), Counting::new(Kind::Broken));
        assert!(matches!(asking.vector(&broken, "oi").await, Err(NoVector::Failed(_))));
        assert!(matches!(asking.vector(&broken, "oi").await, Err(NoVector::Resting)));
        assert_eq!(broken.asked.load(Ordering::Relaxed), 1);
        let (asking, silent) = (Asking::default(), Counting::new(Kind::Silent));
        let soon = Duration::from_millis(1);
        assert!(matches!(
            asking.vector_within(soon, &silent, "oi").await,
            Err(NoVector::Late)
        ));
        assert!(matches!(asking.vector(&silent, "oi").await, Err(NoVector::Resting)));
        assert_eq!(silent.asked.load(Ordering::Relaxed), 1);
    }
}
