//! Makes of the stored passages what the index takes: with their vectors, or by words alone where there are none.

use std::collections::BTreeMap;

use enlace_domain::ArticleId;
use enlace_search::Passage;
use enlace_store::passages::StoredPassage;
use uuid::Uuid;

use super::vectors::{self, Made};
use crate::{Desk, DeskError};

/// Prepares the articles of one look at the index.
pub(super) struct Preparer<'a> {
    desk: &'a Desk,
    /// Whether the embedder is asked. Once it makes no vector of a plain word either it is away, and the other articles of
    /// this look do not wait for it one by one.
    ask: bool,
}

/// Passages for the index.
pub(super) struct Prepared {
    pub(super) passages: Vec<Passage>,
    /// So many vectors were computed.
    pub(super) embedded: usize,
    /// So many articles have no vectors though there is an embedder. Their passages say so by their version.
    pub(super) by_words: usize,
}

impl<'a> Preparer<'a> {
    pub(super) const fn new(desk: &'a Desk) -> Self {
        Self { desk, ask: true }
    }

    /// Prepares one article. Where the embedder fails it is found by words alone, and the log says so.
    ///
    /// # Errors
    /// The database's, or the process stops.
    pub(super) async fn article(&mut self, stored: Vec<StoredPassage>) -> Result<Prepared, DeskError> {
        match self.vectors(&stored).await? {
            Made::NoEmbedder => Ok(prepared(passages_of(stored, None), 0, 0)),
            Made::All(vectors, embedded) => Ok(prepared(passages_of(stored, Some(vectors)), embedded, 0)),
            Made::NotAll(embedded, error) => {
                if let (Some(error), Some(first)) = (error, stored.first()) {
                    self.ask = vectors::answers(self.desk).await;
                    tracing::warn!(
                        article.id = %first.article,
                        error = &error as &dyn std::error::Error,
                        embedder.answers = self.ask,
                        "An article has no vectors: it is found by words alone until they can be made"
                    );
                }
                let mut passages = passages_of(stored, None);
                for passage in &mut passages {
                    passage.version = by_words(passage.version);
                }
                Ok(prepared(passages, embedded, 1))
            }
        }
    }

    /// Prepares many articles: together, and one by one where that fails.
    ///
    /// # Errors
    /// As [`Preparer::article`].
    pub(super) async fn articles(&mut self, stored: Vec<StoredPassage>) -> Result<Prepared, DeskError> {
        let mut all = match self.vectors(&stored).await? {
            Made::NoEmbedder => return Ok(prepared(passages_of(stored, None), 0, 0)),
            Made::All(vectors, embedded) => return Ok(prepared(passages_of(stored, Some(vectors)), embedded, 0)),
            Made::NotAll(embedded, _) => prepared(Vec::new(), embedded, 0),
        };
        let mut by_article: BTreeMap<ArticleId, Vec<StoredPassage>> = BTreeMap::new();
        for passage in stored {
            by_article.entry(passage.article).or_default().push(passage);
        }
        for stored in by_article.into_values() {
            let one = self.article(stored).await?;
            all.passages.extend(one.passages);
            all.embedded += one.embedded;
            all.by_words += one.by_words;
        }
        Ok(all)
    }

    async fn vectors(&self, stored: &[StoredPassage]) -> Result<Made, DeskError> {
        let texts: Vec<String> = stored.iter().map(searched_text).collect();
        vectors::of_passages(self.desk, &texts, self.ask).await
    }
}

const fn prepared(passages: Vec<Passage>, embedded: usize, by_words: usize) -> Prepared {
    Prepared {
        passages,
        embedded,
        by_words,
    }
}

/// The version under which the index holds an article that is in by words alone: the negative one, so that whoever compares
/// the index with what is published sees it, in this process or another, now or after a start.
pub(super) const fn by_words(version: i32) -> i32 {
    -version
}

/// The passages as the index wants them, with their vectors where there are any.
pub(super) fn passages_of(stored: Vec<StoredPassage>, vectors: Option<Vec<Vec<f32>>>) -> Vec<Passage> {
    let vectors = vectors.into_iter().flatten().map(Some).chain(std::iter::repeat(None));
    // an article's passages come first, its ways of asking after them
    let mut shown: BTreeMap<ArticleId, Uuid> = BTreeMap::new();
    for passage in &stored {
        shown.entry(passage.article).or_insert(passage.id);
    }
    let with_vectors = stored.into_iter().zip(vectors);
    with_vectors
        .map(|(stored, sense)| Passage {
            id: stored.id,
            asked_for: stored.asked.then(|| shown.get(&stored.article).copied()).flatten(),
            article: stored.article,
            version: stored.version,
            text: searched_text(&stored),
            sense,
            category: stored.category,
            audience: stored.audience,
            valid_from: stored.valid_from,
            valid_until: stored.valid_until,
        })
        .collect()
}

/// What is searched of a passage: its article's title and the headings above it say what it is about. A way of asking is
/// searched as it is.
fn searched_text(passage: &StoredPassage) -> String {
    if passage.asked {
        return passage.plain.clone();
    }
    format!("{}\n{}\n{}", passage.title, passage.heading, passage.plain)
}
