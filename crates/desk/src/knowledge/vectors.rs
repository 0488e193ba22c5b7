//! Vectors of passages and questions. Those of passages are kept by the hash of the text, so that a new version costs
//! only what has changed, and a new index nothing.

use std::collections::HashMap;

use enlace_ai::embedder::TextKind;
use enlace_store::embeddings::{self, TextHash};
use sha2::{Digest, Sha256};

use crate::{Desk, DeskError};

/// So many texts are embedded before their vectors are kept: what is broken off has lost no more than these.
const BATCH: usize = 64;

/// The vectors of these texts in their order, and how many had to be computed; `None` without an embedder.
pub(super) async fn of_passages(desk: &Desk, texts: &[String]) -> Result<Option<(Vec<Vec<f32>>, usize)>, DeskError> {
    let Some(embedder) = desk.embedder() else {
        return Ok(None);
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
    for batch in missing.chunks(BATCH) {
        let texts: Vec<String> = batch.iter().map(|(_, text)| (*text).clone()).collect();
        let vectors = embedder
            .embed(TextKind::Passage, &texts)
            .await
            .map_err(anyhow::Error::from)?;
        let new: Vec<(TextHash, Vec<f32>)> = batch.iter().map(|(hash, _)| *hash).zip(vectors).collect();
        embeddings::keep(&mut *desk.pool().acquire().await?, embedder.name(), &new).await?;
        known.extend(new);
    }
    let vectors: Option<Vec<Vec<f32>>> = hashes.iter().map(|hash| known.get(hash).cloned()).collect();
    let vectors = vectors.ok_or_else(|| anyhow::anyhow!("the embedder gave fewer vectors than texts"))?;
    Ok(Some((vectors, missing.len())))
}

/// The vector of a question. An embedder that fails is said in the log, and words alone answer.
pub(super) async fn of_question(desk: &Desk, text: &str) -> Option<Vec<f32>> {
    let embedder = desk.embedder()?;
    match embedder.embed(TextKind::Query, &[text.to_owned()]).await {
        Ok(mut vectors) => vectors.pop(),
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "A question has no vector; it is searched by words"
            );
            None
        }
    }
}
