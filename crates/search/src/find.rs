//! Answers a question: by words and by sense, the two orders fused by reciprocal rank.
//!
//! Scores of the two kinds can't be compared (BM25 has no top, cosines of the local model lie close together), ranks
//! can: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", SIGIR 2009.

use std::collections::{HashMap, HashSet};

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
    /// By words the engine's score of its best passage or way of asking; by sense the mean of the cosines of both.
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
            let asked = index.nearest(Probe::Asked(vector.clone()), &question.filter, DEPTH);
            let (words, sense, asked) = tokio::try_join!(words, sense, asked)?;
            (words, Some(by_meaning(articles(sense), articles(asked))))
        }
        _ => (words.await?, None),
    };
    Ok(fuse(articles(words), sense, question.limit))
}

/// Each article once, in order, by what is best of it. A passage of its own is shown for it, where one was found.
fn articles(found: Vec<Scored>) -> Vec<Scored> {
    let mut places: HashMap<ArticleId, usize> = HashMap::new();
    let mut best: Vec<Scored> = Vec::new();
    for scored in found {
        match places.get(&scored.article).and_then(|place| best.get_mut(*place)) {
            None => {
                places.insert(scored.article, best.len());
                best.push(scored);
            }
            Some(first) if first.asked && !scored.asked => {
                first.passage = scored.passage;
                first.version = scored.version;
                first.asked = false;
            }
            Some(_) => {}
        }
    }
    best
}

/// One order of two: what an article says and how it is asked for, each by its cosine, count alike. An article that names no
/// way of asking, or none that is nearer than its text, is judged by its text alone; of one whose text is farther than what
/// was looked at, the last that was looked at stands for it.
fn by_meaning(said: Vec<Scored>, asked: Vec<Scored>) -> Vec<Scored> {
    let last = said.last().map_or(0.0, |last| last.score);
    let mut ways: HashMap<ArticleId, Scored> = asked.into_iter().map(|way| (way.article, way)).collect();
    let mut found = said;
    for scored in &mut found {
        if let Some(way) = ways.remove(&scored.article) {
            scored.score = f32::midpoint(scored.score, way.score.max(scored.score));
        }
    }
    found.extend(ways.into_values().map(|way| {
        let said = last.min(way.score);
        Scored {
            score: f32::midpoint(said, way.score),
            ..way
        }
    }));
    found.sort_by(|one, other| {
        let by_id = || one.article.get().cmp(&other.article.get());
        other.score.total_cmp(&one.score).then_with(by_id)
    });
    found
}

fn fuse(words: Vec<Scored>, sense: Option<Vec<Scored>>, limit: usize) -> Vec<Found> {
    #[expect(clippy::cast_precision_loss, reason = "ranks are below 100")]
    let share = |rank: usize| 1.0 / (K + rank as f32);
    let orders = if sense.is_some() { 2.0 } else { 1.0 };
    let best = orders * share(1);
    let mut found: HashMap<ArticleId, Found> = HashMap::new();
    // articles that no passage was found of by words, only a way of asking
    let mut stand_ins: HashSet<ArticleId> = HashSet::new();
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
        // where the orders name different passages, the better rank's is shown, and one of its own before one that
        // stands for the article
        let stands_in = stand_ins.contains(&scored.article);
        if !is_words && !scored.asked && (stands_in || entry.words.is_some_and(|words| rank < words.rank)) {
            entry.passage = scored.passage;
            entry.version = scored.version;
        }
        if is_words && scored.asked {
            stand_ins.insert(scored.article);
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
            asked: false,
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
    fn way(article: ArticleId, score: f32) -> Scored {
        Scored {
            asked: true,
            ..scored(article, score)
        }
    }

    #[test]
    fn a_way_of_asking_finds_an_article_and_a_passage_of_its_own_is_shown() {
        let one = ArticleId::new();
        let passages = vec![way(one, 9.0), scored(one, 4.0), scored(one, 3.0)];
        let own = passages[1].passage;
        let best = articles(passages);
        assert_eq!(best.len(), 1);
        assert_eq!((best[0].passage, best[0].asked), (own, false));
        assert!((best[0].score - 9.0).abs() < 1e-6);
        // where words found a way of asking alone, the passage that is nearest by sense is shown
        let sense = vec![scored(one, 0.9)];
        let near = sense[0].passage;
        assert_eq!(fuse(articles(vec![way(one, 9.0)]), Some(sense), 5)[0].passage, near);
    }

    #[test]
    fn what_is_said_and_what_is_asked_count_alike_and_nobody_loses_by_naming_no_way() {
        let [asked, plain, far, poor] = std::array::from_fn(|_| ArticleId::new());
        let said = vec![scored(plain, 0.88), scored(asked, 0.86), scored(poor, 0.84)];
        let ways = vec![way(asked, 0.94), way(far, 0.90), way(poor, 0.80)];
        let found = by_meaning(said, ways);
        let order: Vec<ArticleId> = found.iter().map(|found| found.article).collect();
        assert_eq!(order, [asked, plain, far, poor]);
        let score = |at: usize| found[at].score;
        assert!((score(0) - 0.90).abs() < 1e-6 && (score(1) - 0.88).abs() < 1e-6);
        assert!((score(2) - 0.87).abs() < 1e-6 && (score(3) - 0.84).abs() < 1e-6);
    }
}
