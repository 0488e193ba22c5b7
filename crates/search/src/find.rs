//! Answers a question: by words and by sense, the two orders fused by reciprocal rank.
//!
//! Scores of the two kinds can't be compared (BM25 has no top, cosines of the local model lie close together), ranks
//! can: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", SIGIR 2009.

use std::collections::HashMap;

use enlace_domain::ArticleId;
use uuid::Uuid;

use crate::{Filter, Index, Probe, Scored, SearchError};

/// The constant of the fusion. The paper takes 60; a smaller one gives the first places more weight, and finds more of
/// the judged questions (docs/KNOWLEDGE.md).
const K: f32 = 20.0;
/// So many passages of each order are looked at.
const DEPTH: usize = 40;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// As it was typed.
    pub text: String,
    /// Its vector, where there is an embedder.
    pub sense: Option<Vec<f32>>,
    /// Which passages it may meet.
    pub filter: Filter,
    /// So many articles at most.
    pub limit: usize,
}

/// Where an article stands in one order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// 1 is the first.
    pub rank: usize,
    /// The engine's score of its best passage.
    pub score: f32,
}

/// An article that was found, by its best passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which article.
    pub article: ArticleId,
    /// Which version of it the index holds.
    pub version: i32,
    /// Its best passage.
    pub passage: Uuid,
    /// From 0 to 1: 1 for what is first in every order.
    pub score: f32,
    /// Its place by words.
    pub words: Option<Place>,
    /// Its place by sense.
    pub sense: Option<Place>,
}

/// The articles that answer a question, the best first.
///
/// # Errors
/// The index's.
pub async fn find(index: &dyn Index, question: &Question) -> Result<Vec<Found>, SearchError> {
    let words = Probe::Words(question.text.clone());
    let words = index.nearest(words, &question.filter, DEPTH);
    let (words, sense) = match &question.sense {
        Some(vector) if index.shape().dimensions > 0 => {
            let sense = index.nearest(Probe::Sense(vector.clone()), &question.filter, DEPTH);
            let (words, sense) = tokio::try_join!(words, sense)?;
            (words, Some(sense))
        }
        _ => (words.await?, None),
    };
    Ok(fuse(articles(words), sense.map(articles), question.limit))
}

/// The best passage of each article, in order.
fn articles(passages: Vec<Scored>) -> Vec<Scored> {
    let mut seen = std::collections::HashSet::new();
    passages
        .into_iter()
        .filter(|passage| seen.insert(passage.article))
        .collect()
}

fn fuse(words: Vec<Scored>, sense: Option<Vec<Scored>>, limit: usize) -> Vec<Found> {
    #[expect(clippy::cast_precision_loss, reason = "ranks are below 100")]
    let share = |rank: usize| 1.0 / (K + rank as f32);
    let orders = if sense.is_some() { 2.0 } else { 1.0 };
    let best = orders * share(1);
    let mut found: HashMap<ArticleId, Found> = HashMap::new();
    let by_words = words.into_iter().enumerate().map(|(at, scored)| (true, at + 1, scored));
    let by_sense = sense.into_iter().flatten().enumerate();
    let by_sense = by_sense.map(|(at, scored)| (false, at + 1, scored));
    for (is_words, rank, scored) in by_words.chain(by_sense) {
        let entry = found.entry(scored.article).or_insert_with(|| Found {
            article: scored.article,
            version: scored.version,
            passage: scored.passage,
            score: 0.0,
            words: None,
            sense: None,
        });
        let place = Place {
            rank,
            score: scored.score,
        };
        // where the orders name different passages, the better rank's is shown
        if !is_words && entry.words.is_some_and(|words| rank < words.rank) {
            entry.passage = scored.passage;
            entry.version = scored.version;
        }
        *(if is_words { &mut entry.words } else { &mut entry.sense }) = Some(place);
        entry.score += share(rank) / best;
    }
    let mut found: Vec<Found> = found.into_values().collect();
    found.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then_with(|| one.article.get().cmp(&other.article.get()))
    });
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(article: ArticleId, score: f32) -> Scored {
        Scored {
            passage: Uuid::now_v7(),
            article,
            version: 1,
            score,
        }
    }

    #[test]
    fn what_both_orders_put_high_comes_first() {
        let [one, two, three] = [ArticleId::new(), ArticleId::new(), ArticleId::new()];
        let words = vec![scored(one, 9.0), scored(two, 8.0)];
        let sense = vec![scored(two, 0.9), scored(three, 0.8)];
        let found = fuse(words, Some(sense), 5);
        assert_eq!(found.iter().map(|found| found.article).collect::<Vec<_>>()[0], two);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].words.map(|place| place.rank), Some(2));
        assert_eq!(found[0].sense.map(|place| place.rank), Some(1));
    }

    #[test]
    fn the_first_of_every_order_scores_one() {
        let one = ArticleId::new();
        let both = fuse(vec![scored(one, 3.0)], Some(vec![scored(one, 0.9)]), 5);
        assert!((both[0].score - 1.0).abs() < 1e-6);
        let alone = fuse(vec![scored(one, 3.0)], None, 5);
        assert!((alone[0].score - 1.0).abs() < 1e-6);
    }

    #[test]
    fn an_article_is_found_once_by_its_best_passage() {
        let one = ArticleId::new();
        let passages = vec![scored(one, 5.0), scored(one, 4.0)];
        let best = passages[0].passage;
        let found = fuse(articles(passages), None, 5);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].passage, best);
    }
}
