//! Makes the index hold what is published, no more and no less. May be broken off at any point and done again.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use enlace_domain::ArticleId;
use enlace_search::{Held, SearchError};
use enlace_store::{INDEX_LOCK, jobs, passages};

use super::prepare::{Preparer, by_words, passages_of};
use crate::{Desk, DeskError};

/// Between two looks at whether another process has made the shared index.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Articles put in.
    pub put: usize,
    /// Articles taken out.
    pub removed: usize,
    /// Passages whose vector was computed anew.
    pub embedded: usize,
    /// Articles that are in by words alone, since the embedder made no vectors of them. They are tried again when
    /// something is published, at the next start, and otherwise after a pause that grows from a minute to an hour.
    pub by_words: usize,
}

impl SyncReport {
    /// Whether the index is as it was.
    pub(super) const fn is_nothing(self) -> bool {
        self.put == 0 && self.removed == 0 && self.embedded == 0
    }
}

/// Compares what the index holds with what is published, and mends the difference.
///
/// Where a new index was asked for since
/// the present one was made, one is made beside it and put in its place. An embedder that fails stops nothing: the article
/// is found by words alone meanwhile.
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
    let state = passages::state(&mut *desk.pool().acquire().await?).await?;
    if index.mark().await.map_err(failed)?.made_for != Some(state.rebuilds) {
        let report = fill(desk, state.rebuilds).await?;
        knowledge.tried(state, report.by_words);
        return Ok(Some(report));
    }
    let published = passages::published(&mut *desk.pool().acquire().await?).await?;
    let held = index.held().await.map_err(failed)?;
    let Difference { missing, half, over } = difference(&published, &held);
    let mut report = SyncReport::default();
    for article in over {
        index.remove(article).await.map_err(failed)?;
        report.removed += 1;
    }
    let mut preparer = Preparer::new(desk);
    for article in missing {
        put(&mut preparer, desk, article, false, &mut report).await?;
    }
    if knowledge.may_try(state) {
        for article in half {
            put(&mut preparer, desk, article, true, &mut report).await?;
        }
        knowledge.tried(state, report.by_words);
    } else {
        report.by_words += half.len();
    }
    Ok(Some(report))
}

/// Puts an article in. One that is in by words already stays as it is while nothing better can be made of it.
async fn put(
    preparer: &mut Preparer<'_>,
    desk: &Desk,
    article: ArticleId,
    is_in: bool,
    report: &mut SyncReport,
) -> Result<(), DeskError> {
    let stored = passages::of_articles(&mut *desk.pool().acquire().await?, Some(&[article])).await?;
    // withdrawn since the list was read: the next look takes it out
    if stored.is_empty() {
        return Ok(());
    }
    let prepared = preparer.article(stored).await?;
    report.embedded += prepared.embedded;
    report.by_words += prepared.by_words;
    if is_in && prepared.by_words > 0 {
        return Ok(());
    }
    let index = desk.knowledge().index();
    index.put(article, prepared.passages).await.map_err(failed)?;
    tracing::debug!(article.id = %article, "Put an article into the knowledge index");
    report.put += 1;
    Ok(())
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
    let prepared = Preparer::new(desk).articles(stored).await?;
    tracing::debug!(articles = articles.len(), "Making a new knowledge index");
    index.rebuild(prepared.passages, made_for).await.map_err(failed)?;
    Ok(SyncReport {
        put: articles.len(),
        removed: 0,
        embedded: prepared.embedded,
        by_words: prepared.by_words,
    })
}

/// What a new index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Articles.
    pub articles: usize,
    /// Passages and ways of asking.
    pub passages: usize,
    /// Of the articles, those that are in by words alone, since the embedder made no vectors of them.
    pub by_words: usize,
}

/// Asks for a new index, and makes the one that all processes share, or waits for the process that is at it already.
///
/// `None` where each process has an index of its own: each makes its own as soon as it sees that it was asked. For the operator
/// at the command line.
///
/// # Errors
/// The database's or the index's; once it was asked for, it will be made all the same.
pub async fn rebuild(desk: &Desk) -> Result<Option<Rebuilt>, DeskError> {
    ask_for_rebuild(desk).await?;
    let index = desk.knowledge().index();
    if !index.is_shared() {
        return Ok(None);
    }
    let asked = passages::state(&mut *desk.pool().acquire().await?).await?.rebuilds;
    loop {
        bring_up(desk).await?;
        if index.mark().await.map_err(failed)?.made_for >= Some(asked) {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let held = index.held().await.map_err(failed)?;
    Ok(Some(Rebuilt {
        articles: held.iter().map(|held| held.article).collect::<BTreeSet<_>>().len(),
        passages: held.iter().map(|held| held.passages).sum(),
        by_words: held.iter().filter(|held| held.version < 0).count(),
    }))
}

/// Asks for a new index: every process for its own, or the first that sees it for the one they share.
///
/// # Errors
/// The database is away.
pub async fn ask_for_rebuild(desk: &Desk) -> Result<(), DeskError> {
    passages::ask_for_rebuild(&mut *desk.pool().acquire().await?).await?;
    desk.knowledge().ring();
    Ok(())
}

/// In what the index is not what is published.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    /// Articles that must be put in.
    missing: Vec<ArticleId>,
    /// Articles that are in by words alone.
    half: Vec<ArticleId>,
    /// Articles that are to go.
    over: Vec<ArticleId>,
}

fn difference(published: &[(ArticleId, i32, usize)], held: &[Held]) -> Difference {
    let mut by_article: BTreeMap<ArticleId, Vec<(i32, usize)>> = BTreeMap::new();
    for held in held {
        by_article
            .entry(held.article)
            .or_default()
            .push((held.version, held.passages));
    }
    let mut found = Difference::default();
    for (article, version, passages) in published {
        match by_article.remove(article).as_deref() {
            Some([one]) if *one == (*version, *passages) => {}
            Some([one]) if *one == (by_words(*version), *passages) => found.half.push(*article),
            // under two versions, or short of a passage: somebody was stopped in the middle
            _ => found.missing.push(*article),
        }
    }
    found.over = by_article.into_keys().collect();
    found
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
        let [whole, old, two, short, half, gone] = std::array::from_fn(|_| ArticleId::new());
        let held = |article, version, passages| Held {
            article,
            version,
            passages,
        };
        let published = [(whole, 2, 3), (old, 2, 1), (two, 2, 1), (short, 1, 4), (half, 2, 2)];
        let found = [
            held(whole, 2, 3),
            held(old, 1, 1),
            held(two, 1, 1),
            held(two, 2, 1),
            held(short, 1, 3),
            held(half, by_words(2), 2),
            held(gone, 1, 1),
        ];
        let wanted = Difference {
            missing: vec![old, two, short],
            half: vec![half],
            over: vec![gone],
        };
        assert_eq!(difference(&published, &found), wanted);
        let of_another_version = [held(half, by_words(1), 2)];
        assert_eq!(difference(&published[4..], &of_another_version).missing, [half]);
        assert_eq!(difference(&published[..1], &[]).missing, [whole]);
    }
}
