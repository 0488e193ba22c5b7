//! Vectors of passages and questions. Those of passages are kept by the hash of the text, so that a new version costs
//! only what has changed, and a new index nothing.

use std::collections::HashMap;

use enlace_ai::{
    asking::NoVector,
    embedder::{EmbedError, TextKind},
};
use enlace_store::embeddings::{self, TextHash};
use sha2::{Digest, Sha256};

use crate::{Desk, DeskError};

/// So many texts are embedded before their vectors are kept: what is broken off has lost no more than these.
const BATCH: usize = 64;

/// What came of making vectors.
pub(super) enum Made {
    /// There is no embedder: search is by words.
    NoEmbedder,
    /// A vector for each text, in their order, and how many had to be computed.
    All(Vec<Vec<f32>>, usize),
    /// Some are missing; so many were computed and kept all the same. The embedder's error, where it was asked.
    NotAll(usize, Option<EmbedError>),
}

/// The vectors of these texts. With `ask` the embedder makes those that are not known.
pub(super) async fn of_passages(desk: &Desk, texts: &[String], ask: bool) -> Result<Made, DeskError> {
    let Some(embedder) = desk.embedder() else {
        return Ok(Made::NoEmbedder);
    };
    let hashes: Vec<TextHash> = texts.iter().map(|text| Sha256::digest(text).into()).collect();
    let mut known = embeddings::known(&mut *desk.pool().acquire().await?, embedder.name(), &hashes).await?;
    let missing: HashMap<TextHash, &String> = hashes
        .iter()
        .copied()
        .zip(texts)
        .filter(|(hash, _)| !known.contains_key(hash))
        .collect();
    let missing: Vec<(TextHash, &String)> = missing.into_iter().collect();
    if !missing.is_empty() && !ask {
        return Ok(Made::NotAll(0, None));
    }
    let mut computed = 0;
    for batch in missing.chunks(BATCH) {
        let texts: Vec<String> = batch.iter().map(|(_, text)| (*text).clone()).collect();
        let vectors = match embedder.embed(TextKind::Passage, &texts).await {
            Ok(vectors) => vectors,
            Err(EmbedError::BrokenOff) => return Err(anyhow::Error::from(EmbedError::BrokenOff).into()),
            Err(error) => return Ok(Made::NotAll(computed, Some(error))),
        };
        let new: Vec<(TextHash, Vec<f32>)> = batch.iter().map(|(hash, _)| *hash).zip(vectors).collect();
        embeddings::keep(&mut *desk.pool().acquire().await?, embedder.name(), &new).await?;
        computed += new.len();
        known.extend(new);
    }
    let vectors: Option<Vec<Vec<f32>>> = hashes.iter().map(|hash| known.get(hash).cloned()).collect();
    Ok(match vectors {
        Some(vectors) => Made::All(vectors, computed),
        None => Made::NotAll(
            computed,
            Some(EmbedError::Unusable("fewer vectors than texts".to_owned())),
        ),
    })
}

/// Whether the embedder answers at all: where it does not, it is not the fault of a text.
pub(super) async fn answers(desk: &Desk) -> bool {
    match desk.embedder() {
        Some(embedder) => embedder.embed(TextKind::Passage, &["teste".to_owned()]).await.is_ok(),
        None => false,
    }
}

/// The vector of a question. An embedder that fails or is slow is said in the log, and words alone answer; then it is not
/// asked for a while.
pub(super) async fn of_question(desk: &Desk, text: &str) -> Option<Vec<f32>> {
    let embedder = desk.embedder()?;
    match desk.knowledge().asking.vector(embedder.as_ref(), text).await {
        Ok(vector) => Some(vector),
        Err(NoVector::Resting) => None,
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "A question has no vector; it is searched by words"
            );
            None
        }
    }
}
