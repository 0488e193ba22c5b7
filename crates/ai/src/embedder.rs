//! Texts as vectors whose angle says how alike in meaning they are.
//!
//! One trait, so that search and classifier need not know whether a model on this machine
//! ([`crate::local`]) or an API makes the vectors. Vectors of two embedders can't be compared: whoever
//! keeps vectors keeps [`Embedder::name`] with them and makes them anew when it changes.

use std::fmt;

use async_trait::async_trait;

/// What a text is, for models that read questions and texts that answer them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// What a person types: a question, a message.
    Query,
    /// What is searched in: a part of an article.
    Passage,
}

/// Makes vectors of texts.
#[async_trait]
pub trait Embedder: fmt::Debug + Send + Sync {
    /// A vector for each text, in their order; each has [`Embedder::dimensions`] numbers and length one.
    /// Any text has a vector, an empty one too. Splits long lists by itself.
    ///
    /// # Errors
    /// The model or its API gave no usable answer. Nothing of the list is answered then.
    async fn embed(&self, kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError>;

    /// How many numbers a vector has.
    fn dimensions(&self) -> usize;

    /// Names model and version: two embedders of one name give the same vectors.
    fn name(&self) -> &str;
}

/// Why there are no vectors. Holds no text and no key.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The computation was broken off: the process stops.
    #[error("the embedding was broken off")]
    BrokenOff,
    /// The API refused, failed or did not answer in time.
    #[error("the embeddings' API failed: {0}")]
    Api(String),
    /// The API answered, but not with the vectors asked for.
    #[error("the embeddings' API answered {0}")]
    Unusable(String),
}

/// Brings a vector to length one; one of zeros stays.
pub(crate) fn to_unit_length(vector: &mut [f32]) {
    let length = vector.iter().map(|one| one * one).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|one| *one /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_get_length_one_and_zeros_stay() {
        let mut vector = [3.0, 4.0];
        to_unit_length(&mut vector);
        assert_eq!(vector, [0.6, 0.8]);
        let mut zeros = [0.0; 3];
        to_unit_length(&mut zeros);
        assert_eq!(zeros, [0.0; 3]);
    }
}
