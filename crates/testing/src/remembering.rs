//! The model of the embeddings for many tests: the same articles are read by each of them, and once is enough.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use enlace_ai::{
    embedder::{EmbedError, Embedder, TextKind},
    local::LocalEmbedder,
};
use tokio::sync::Mutex;

/// A vector for each text.
type Made = Arc<Mutex<HashMap<String, Vec<f32>>>>;

/// The model, with the vectors that it has made for the tests of this binary.
#[derive(Clone, Debug)]
pub(crate) struct Remembering {
    model: LocalEmbedder,
    /// Apart, for a question is waited for a moment only and must not wait for articles.
    questions: Made,
    passages: Made,
}

impl Remembering {
    pub(crate) fn new(model: LocalEmbedder) -> Self {
        Self {
            model,
            questions: Made::default(),
            passages: Made::default(),
        }
    }
}

#[async_trait]
impl Embedder for Remembering {
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let made = match kind {
            TextKind::Query => &self.questions,
            TextKind::Passage => &self.passages,
        };
        // held meanwhile: whoever asks for the same waits for it rather than making it again
        let mut made = made.lock().await;
        let missing: Vec<String> = texts.iter().filter(|text| !made.contains_key(*text)).cloned().collect();
        let vectors = self.model.embed(kind, &missing).await?;
        made.extend(missing.into_iter().zip(vectors));
        Ok(texts.iter().map(|text| made[text].clone()).collect())
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions()
    }

    fn name(&self) -> &str {
        self.model.name()
    }
}
