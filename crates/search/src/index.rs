//! What every index can do, whichever engine is behind it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use enlace_domain::ArticleId;
use uuid::Uuid;

use crate::{
    Filter, Passage, SearchError,
    point::{ASKED, TEXT},
};

/// Goes up when points are made in another way: an index of before is left alone and a new one is made.
const FORMAT: u32 = 2;

/// What an index is made for: another embedder means another index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Names the embedder, its model and version; `None` where there is only search by words.
    pub embedder: Option<String>,
    /// The length of its vectors; 0 without one.
    pub dimensions: usize,
}

impl Shape {
    /// Search by words alone.
    #[must_use]
    pub const fn words_only() -> Self {
        Self {
            embedder: None,
            dimensions: 0,
        }
    }

    /// Of an embedder's name and the length of its vectors, or of none.
    #[must_use]
    pub fn of(embedder: Option<(&str, usize)>) -> Self {
        embedder.map_or_else(Self::words_only, |(name, dimensions)| Self {
            embedder: Some(name.to_owned()),
            dimensions,
        })
    }

    /// A name for files and collections: lower-case letters, digits and hyphens.
    #[must_use]
    pub fn key(&self) -> String {
        let Some(embedder) = &self.embedder else {
            return format!("words-v{FORMAT}");
        };
        let plain: String = embedder
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        format!("{plain}-{}-v{FORMAT}", self.dimensions)
    }
}

/// An article that the index holds, at one version. An article under two versions was being replaced when the process
/// ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Which article.
    pub article: ArticleId,
    /// Which version.
    pub version: i32,
    /// How many passages of it.
    pub passages: usize,
}

/// What tells one state of an index from another at a glance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The request for a new index that it was made for; `None` where it was made for none, or is not there.
    pub made_for: Option<i64>,
    /// How many passages it holds.
    pub passages: u64,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Probe {
    /// The words of a question, in passages and ways of asking.
    Words(String),
    /// Its vector, among passages.
    Sense(Vec<f32>),
    /// Its vector, among ways of asking.
    Asked(Vec<f32>),
}

impl Probe {
    /// The one kind of points that it looks at.
    pub(crate) const fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Words(_) => None,
            Self::Sense(_) => Some(TEXT),
            Self::Asked(_) => Some(ASKED),
        }
    }
}

/// A passage that was found, or a way of asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The passage; of a way of asking, the one that stands for its article.
    pub passage: Uuid,
    /// Whether it is a way of asking.
    pub asked: bool,
    /// Its article.
    pub article: ArticleId,
    /// Which version of it.
    pub version: i32,
    /// The engine's score: BM25 for words, the cosine for vectors. Higher is better.
    pub score: f32,
}

/// A place to look passages up.
#[async_trait]
pub trait Index: Send + Sync + std::fmt::Debug {
    /// What it was made for.
    fn shape(&self) -> &Shape;

    /// Whether other processes write and search the same index.
    fn is_shared(&self) -> bool;

    /// How it stands, cheaply.
    async fn mark(&self) -> Result<Mark, SearchError>;

    /// What it holds.
    async fn held(&self) -> Result<Vec<Held>, SearchError>;

    /// Makes these the only passages of an article. Until that is done a search may find both versions, never none.
    async fn put(&self, article: ArticleId, passages: Vec<Passage>) -> Result<(), SearchError>;

    /// Forgets an article.
    async fn remove(&self, article: ArticleId) -> Result<(), SearchError>;

    /// Makes a new index of these passages beside the old one, for a request of this number, and puts it in its place at
    /// once.
    async fn rebuild(&self, passages: Vec<Passage>, made_for: i64) -> Result<(), SearchError>;

    /// The passages nearest to a probe, the best first.
    async fn nearest(&self, probe: Probe, filter: &Filter, limit: usize) -> Result<Vec<Scored>, SearchError>;
}

/// Counts the passages of each version of each article.
pub(crate) fn tally(origins: impl IntoIterator<Item = (ArticleId, i32)>) -> Vec<Held> {
    let mut found: BTreeMap<(ArticleId, i32), usize> = BTreeMap::new();
    for origin in origins {
        *found.entry(origin).or_default() += 1;
    }
    let held = found.into_iter().map(|((article, version), passages)| Held {
        article,
        version,
        passages,
    });
    held.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_embedder_is_another_key() {
        assert_eq!(Shape::words_only().key(), "words-v2");
        let shape = Shape {
            embedder: Some("Local e5/small.q4".to_owned()),
            dimensions: 384,
        };
        assert_eq!(shape.key(), "local-e5-small-q4-384-v2");
    }
}
