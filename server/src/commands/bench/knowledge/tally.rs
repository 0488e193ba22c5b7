//! How often a right article was where.

use enlace_domain::ArticleId;
use enlace_search::Found;

/// So many of the first are looked at.
const FIRST: usize = 5;

/// The places of the first right article of each question.
#[derive(Default)]
pub(super) struct Tally {
    asked: u32,
    first: u32,
    within: u32,
    reciprocal: f64,
}

impl Tally {
    /// Counts a question by what was found for it.
    pub(super) fn count(&mut self, found: &[Found], is_right: impl Fn(ArticleId) -> bool) {
        self.asked += 1;
        if let Some(at) = found.iter().position(|found| is_right(found.article)) {
            self.first += u32::from(at == 0);
            self.within += u32::from(at < FIRST);
            #[expect(clippy::cast_precision_loss, reason = "a rank below 100")]
            let rank = (at + 1) as f64;
            self.reciprocal += 1.0 / rank;
        }
    }

    /// How many questions.
    pub(super) const fn asked(&self) -> u32 {
        self.asked
    }

    /// The share of those that had a right article first.
    pub(super) fn first(&self) -> f64 {
        self.share(f64::from(self.first))
    }

    /// The share of those that had one among the first five.
    pub(super) fn recall_at_5(&self) -> f64 {
        self.share(f64::from(self.within))
    }

    /// The mean of the reciprocal ranks, 0 where none was found.
    pub(super) fn mean_reciprocal(&self) -> f64 {
        self.share(self.reciprocal)
    }

    fn share(&self, of: f64) -> f64 {
        (of / f64::from(self.asked.max(1)) * 1_000.0).round() / 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(article: ArticleId) -> Found {
        Found {
            article,
            version: 1,
            passage: uuid::Uuid::nil(),
            score: 1.0,
            words: None,
            sense: None,
        }
    }

    #[test]
    fn first_fifth_sixth_and_not_at_all() {
        let mut tally = Tally::default();
        let right = ArticleId::new();
        for wrong_before in [0, 4, 5] {
            let mut order: Vec<Found> = (0..wrong_before).map(|_| found(ArticleId::new())).collect();
            order.push(found(right));
            tally.count(&order, |article| article == right);
        }
        tally.count(&[found(ArticleId::new())], |article| article == right);
        let figures = [tally.first(), tally.recall_at_5(), tally.mean_reciprocal()];
        // (1 + 1/5 + 1/6) / 4
        assert_eq!(
            (tally.asked(), figures.map(|figure| figure.to_string())),
            (4, ["0.25", "0.5", "0.342"].map(str::to_owned))
        );
    }
}
