//! From which margin on automation's own answers would be right.

use enlace_desk::knowledge;
use enlace_domain::ArticleId;
use enlace_search::Found;

/// Margins that are tried: the cosines of some models lie between 0.8 and 0.92, those of others between 0.1 and 0.7.
const MARGINS: [f32; 13] = [
    0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2,
];

/// Which questions of either half would be answered without a person, and how many of them rightly.
#[derive(Default)]
pub(super) struct Sure(Vec<(f32, usize, bool)>);

impl Sure {
    /// Notes what would be answered to a question of this half.
    pub(super) fn note(&mut self, found: &[Found], half: usize, is_right: impl Fn(ArticleId) -> bool) {
        let by_words = found
            .first()
            .and_then(|best| best.words)
            .is_some_and(|place| place.rank == 1);
        if let (Some(best), Some(margin), true) = (found.first(), knowledge::margin(found), by_words) {
            self.0.push((margin, half, is_right(best.article)));
        }
    }

    /// Each margin with how many of either half are answered from it on, and how many of those rightly.
    /// `in_use` is looked at besides, where the embedder has one.
    pub(super) fn table(&self, in_use: Option<f32>) -> Vec<(f32, [(usize, usize); 2])> {
        let mut margins = MARGINS.to_vec();
        margins.extend(in_use.filter(|margin| !MARGINS.contains(margin)));
        margins
            .into_iter()
            .map(|margin| {
                let halves = [0, 1].map(|half| {
                    let answered = self.0.iter().filter(|(at, of, _)| *at >= margin && *of == half);
                    let right = answered.clone().filter(|(_, _, right)| *right).count();
                    (answered.count(), right)
                });
                (margin, halves)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use enlace_search::Place;

    use super::*;

    #[test]
    fn a_margin_in_use_that_is_not_among_those_tried_is_looked_at_too() {
        let right = ArticleId::new();
        let found = |article, rank, score| Found {
            article,
            version: 1,
            passage: uuid::Uuid::nil(),
            score: 1.0,
            words: Some(Place { rank, score: 1.0 }),
            sense: Some(Place { rank, score }),
        };
        let mut sure = Sure::default();
        sure.note(&[found(right, 1, 0.9), found(ArticleId::new(), 2, 0.8)], 0, |article| {
            article == right
        });
        sure.note(&[found(ArticleId::new(), 1, 0.9), found(right, 2, 0.5)], 1, |article| {
            article == right
        });
        let table = sure.table(Some(0.12));
        assert_eq!(
            (table.len(), sure.table(Some(0.02)).len()),
            (MARGINS.len() + 1, MARGINS.len())
        );
        assert_eq!(table[0].1, [(1, 1), (1, 0)]);
        assert_eq!(table[MARGINS.len()].1, [(0, 0), (1, 0)]);
    }
}
