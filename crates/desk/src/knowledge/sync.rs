//! Makes the index hold what is published, no more and no less. May be broken off at any point and done again.

use std::collections::{BTreeMap, BTreeSet};

use enlace_domain::ArticleId;
use enlace_search::{Held, Passage, SearchError};
use enlace_store::{
    INDEX_LOCK, jobs,
    passages::{self, StoredPassage},
};
use uuid::Uuid;

use super::vectors;
use crate::{Desk, DeskError};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Articles put in.
    pub put: usize,
    /// Articles taken out.
    pub removed: usize,
    /// Passages whose vector was computed anew.
    pub embedded: usize,
}

impl SyncReport {
    pub(super) const fn is_nothing(self) -> bool {
        self.put == 0 && self.removed == 0 && self.embedded == 0
    }
}

/// Compares what the index holds with what is published, and mends the difference. Where a new index was asked for since
/// the present one was made, one is made beside it and put in its place.
///
/// # Errors
/// The database's or the index's.
pub async fn sync(desk: &Desk) -> Result<SyncReport, DeskError> {
    Ok(bring_up(desk).await?.unwrap_or_default())
}

/// The same; `None` where another process is at it, and this one is to look again.
pub(super) async fn bring_up(desk: &Desk) -> Result<Option<SyncReport>, DeskError> {
    let knowledge = desk.knowledge();
    let index = knowledge.index();
    let _turn = knowledge.writing.lock().await;
    // lasts as long as this connection, which is not given back: however the process ends, the turn ends with it
    let mut seat = None;
    if index.is_shared() {
        let taken = seat.insert(desk.pool().acquire().await?.detach());
        if !jobs::try_lead(taken, INDEX_LOCK).await? {
            return Ok(None);
        }
    }
    let asked = passages::state(&mut *desk.pool().acquire().await?).await?.rebuilds;
    if index.mark().await.map_err(failed)?.made_for != Some(asked) {
        return fill(desk, asked).await.map(Some);
    }
    let published = passages::published(&mut *desk.pool().acquire().await?).await?;
    let held = index.held().await.map_err(failed)?;
    let (missing, over) = difference(&published, &held);
    let mut report = SyncReport::default();
    for article in over {
        index.remove(article).await.map_err(failed)?;
        report.removed += 1;
    }
    for article in missing {
        let stored = passages::of_articles(&mut *desk.pool().acquire().await?, Some(&[article])).await?;
        // withdrawn since the list was read: the next look takes it out
        if stored.is_empty() {
            continue;
        }
        let (passages, embedded) = prepared(desk, stored).await?;
        index.put(article, passages).await.map_err(failed)?;
        tracing::debug!(article.id = %article, "Put an article into the knowledge index");
        report.put += 1;
        report.embedded += embedded;
    }
    Ok(Some(report))
}

/// Makes a new index beside the old one and puts it in its place: faster than article by article.
async fn fill(desk: &Desk, made_for: i64) -> Result<SyncReport, DeskError> {
    let stored = passages::of_articles(&mut *desk.pool().acquire().await?, None).await?;
    let articles: BTreeSet<ArticleId> = stored.iter().map(|passage| passage.article).collect();
    let index = desk.knowledge().index();
    // vectors take a while, and a desk that has just begun is not to find nothing meanwhile: by words it finds at once, in
    // an index that nobody asked for, so that whoever is stopped here makes the whole one
    if desk.embedder().is_some() && index.held().await.map_err(failed)?.is_empty() {
        let words = passages_of(stored.clone(), None);
        index.rebuild(words, made_for - 1).await.map_err(failed)?;
    }
    let (passages, embedded) = prepared(desk, stored).await?;
    tracing::debug!(articles = articles.len(), "Making a new knowledge index");
    index.rebuild(passages, made_for).await.map_err(failed)?;
    Ok(SyncReport {
        put: articles.len(),
        removed: 0,
        embedded,
    })
}

/// Asks for a new index: every process for its own, or the first that sees it for the one they share. For the operator at
/// the command line.
///
/// # Errors
/// The database is away.
pub async fn ask_for_rebuild(desk: &Desk) -> Result<(), DeskError> {
    passages::ask_for_rebuild(&mut *desk.pool().acquire().await?).await?;
    desk.knowledge().ring();
    Ok(())
}

/// Which articles must be put in again, and which are to go.
fn difference(published: &[(ArticleId, i32, usize)], held: &[Held]) -> (Vec<ArticleId>, Vec<ArticleId>) {
    let mut by_article: BTreeMap<ArticleId, Vec<(i32, usize)>> = BTreeMap::new();
    for held in held {
        by_article
            .entry(held.article)
            .or_default()
            .push((held.version, held.passages));
    }
    let missing = published
        .iter()
        .filter(|(article, version, passages)| {
            // under two versions, or short of a passage: somebody was stopped in the middle
            by_article
                .remove(article)
                .is_none_or(|held| held != [(*version, *passages)])
        })
        .map(|(article, ..)| *article)
        .collect();
    (missing, by_article.into_keys().collect())
}

/// The passages as the index wants them, and how many vectors had to be computed.
async fn prepared(desk: &Desk, stored: Vec<StoredPassage>) -> Result<(Vec<Passage>, usize), DeskError> {
    let texts: Vec<String> = stored.iter().map(searched_text).collect();
    let (vectors, embedded) = vectors::of_passages(desk, &texts).await?.unzip();
    Ok((passages_of(stored, vectors), embedded.unwrap_or(0)))
}

/// The passages as the index wants them, with their vectors where there are any.
fn passages_of(stored: Vec<StoredPassage>, vectors: Option<Vec<Vec<f32>>>) -> Vec<Passage> {
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

/// An index that fails is put right by whoever follows it; nothing is lost.
pub(super) fn failed(error: SearchError) -> DeskError {
    if error.is_away() {
        DeskError::IndexAway(error)
    } else {
        DeskError::Internal(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_broken_off_is_put_in_again() {
        let [whole, old, two, short, gone] = std::array::from_fn(|_| ArticleId::new());
        let held = |article, version, passages| Held {
            article,
            version,
            passages,
        };
        let published = [(whole, 2, 3), (old, 2, 1), (two, 2, 1), (short, 1, 4)];
        let found = [
            held(whole, 2, 3),
            held(old, 1, 1),
            held(two, 1, 1),
            held(two, 2, 1),
            held(short, 1, 3),
            held(gone, 1, 1),
        ];
        assert_eq!(difference(&published, &found), (vec![old, two, short], vec![gone]));
        assert_eq!(difference(&published[..1], &[]), (vec![whole], vec![]));
    }
}
