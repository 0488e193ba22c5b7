//! The model of the embeddings for many tests: the same articles are read by each of them, and once is enough.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use enlace_ai::{
    embedder::{EmbedError, Embedder, TextKind},
    local::LocalEmbedder,
};
use tokio::sync::Mutex;

/// A vector for each text.
type Made = HashMap<(TextKind, String), Vec<f32>>;

/// The model, with the vectors that it has made for the tests of this binary.
#[derive(Clone, Debug)]
pub(crate) struct Remembering {
    model: LocalEmbedder,
    made: Arc<Mutex<Made>>,
}

impl Remembering {
    pub(crate) fn new(model: LocalEmbedder) -> Self {
        Self {
            model,
            made: Arc::default(),
        }
    }
}

#[async_trait]
impl Embedder for Remembering {
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        // held meanwhile: whoever asks for the same waits for it rather than making it again
        let mut made = self.made.lock().await;
        let missing: Vec<String> = texts
            .iter()
            .filter(|text| !made.contains_key(&(kind, (*text).clone())))
            .cloned()
            .collect();
        let vectors = self.model.embed(kind, &missing).await?;
        made.extend(missing.into_iter().map(|text| (kind, text)).zip(vectors));
        Ok(texts.iter().map(|text| made[&(kind, text.clone())].clone()).collect())
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions()
    }

    fn name(&self) -> &str {
        self.model.name()
    }
}
