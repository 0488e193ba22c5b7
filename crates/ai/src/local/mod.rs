//! Vectors of texts by a model on this machine: multilingual-e5-small in four bits, from one file.
//!
//! [`LocalEmbedder`] is what others use. Reading the file: [`file`]; from text to pieces: [`letters`],
//! [`pieces`]; from pieces to a vector: [`network`], [`matrix`], [`arithmetic`]. Nothing here speaks to
//! anybody, and no text leaves the process.

mod arithmetic;
mod error;
mod file;
mod letters;
mod matrix;
mod model;
mod network;
mod pieces;
mod reader;

use std::{fmt, path::Path, sync::Arc, thread::available_parallelism};

use async_trait::async_trait;
use tokio::sync::Semaphore;

pub use error::ModelFileError;
use model::Model;

use crate::embedder::{EmbedError, Embedder, TextKind};

/// Most bytes of text that one turn on a core takes: a long list gives way to a short question, which
/// then waits for about a fifth of a second at most.
const TURN: usize = 1_500;

/// Makes vectors on this machine. Cheap to clone; all clones share one model and its turns.
#[derive(Clone)]
pub struct LocalEmbedder {
    model: Arc<Model>,
    /// One for each core that may compute at once.
    turns: Arc<Semaphore>,
}

impl LocalEmbedder {
    /// Reads the model file (about 70 MB, a quarter of a second): call it off the async threads. Half of the
    /// cores compute at once, and at least one.
    ///
    /// # Errors
    /// There is no such file, or it is no model that this program knows.
    pub fn open(path: &Path) -> Result<Self, ModelFileError> {
        let cores = available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        Ok(Self {
            model: Arc::new(Model::open(path)?),
            turns: Arc::new(Semaphore::new(cores)),
        })
    }
}

#[async_trait]
impl Embedder for LocalEmbedder {
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for turn in in_turns(texts) {
            let turns = Arc::clone(&self.turns);
            let permit = turns.acquire_owned().await.map_err(|_| EmbedError::BrokenOff)?;
            let (model, texts) = (Arc::clone(&self.model), turn.to_vec());
            let computed = tokio::task::spawn_blocking(move || {
                let vectors = model.embed(kind, texts.iter().map(String::as_str));
                drop(permit);
                vectors
            });
            vectors.extend(computed.await.map_err(|_| EmbedError::BrokenOff)?);
        }
        Ok(vectors)
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions()
    }

    fn name(&self) -> &str {
        &self.model.name
    }
}

impl fmt::Debug for LocalEmbedder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalEmbedder").field(&self.model.name).finish()
    }
}

/// Neighbouring texts as long as they are short together, and at least one.
fn in_turns(texts: &[String]) -> Vec<&[String]> {
    let mut turns = Vec::new();
    let mut rest = texts;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fitting = rest.iter().take_while(|text| {
            bytes += text.len();
            bytes <= TURN
        });
        let (turn, after) = rest.split_at(fitting.count().max(1));
        turns.push(turn);
        rest = after;
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_short_and_hold_every_text_once() {
        let texts: Vec<String> = [700, 700, 200, 5_000, 0, 1].map(|length| "x".repeat(length)).into();
        let sizes: Vec<usize> = in_turns(&texts).into_iter().map(<[String]>::len).collect();
        assert_eq!(sizes, [2, 1, 1, 2]);
        assert!(in_turns(&[]).is_empty());
    }

    #[test]
    fn a_missing_file_is_told_from_a_broken_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.bin");
        assert!(matches!(LocalEmbedder::open(&path), Err(ModelFileError::Missing(_))));
        std::fs::write(&path, b"not a model").unwrap();
        assert!(matches!(
            LocalEmbedder::open(&path),
            Err(ModelFileError::Unusable { .. })
        ));
    }
}
