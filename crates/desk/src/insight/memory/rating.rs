//! What a subscriber was asked, and the score, in one byte of a fact.

use std::num::NonZero;

use enlace_domain::{SurveyKind, view::Scores};

/// The scores that there are, from none on: 0 to 10.
const SCORES: u8 = 12;

/// A question, and its answer where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rating(NonZero<u8>);

impl Rating {
    /// A score that no question knows is taken for none.
    pub(super) fn new(kind: SurveyKind, score: Option<i16>) -> Self {
        let score = score
            .and_then(|score| u8::try_from(score).ok())
            .filter(|score| *score < SCORES - 1);
        let kind = match kind {
            SurveyKind::Satisfaction => 0,
            SurveyKind::Recommending => SCORES,
        };
        Self(NonZero::<u8>::MIN.saturating_add(kind + score.map_or(0, |score| score + 1)))
    }

    /// What was asked.
    pub(super) const fn kind(self) -> SurveyKind {
        if self.0.get() > SCORES {
            SurveyKind::Recommending
        } else {
            SurveyKind::Satisfaction
        }
    }

    /// What was answered.
    pub(super) const fn score(self) -> Option<u8> {
        ((self.0.get() - 1) % SCORES).checked_sub(1)
    }

    /// As one of those that are counted.
    pub(super) fn scores(self) -> Scores {
        let mut scores = Scores {
            asked: 1,
            ..Scores::default()
        };
        if let Some(score) = self.score() {
            let (high, low) = match self.kind() {
                SurveyKind::Satisfaction => (score >= 4, score <= 2),
                SurveyKind::Recommending => (score >= 9, score <= 6),
            };
            scores.answered = 1;
            scores.sum = i64::from(score);
            scores.high = i64::from(high);
            scores.low = i64::from(low);
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_and_score_has_a_byte_of_its_own() {
        let kinds = [SurveyKind::Satisfaction, SurveyKind::Recommending];
        for kind in kinds {
            for score in std::iter::once(None).chain((0..=10).map(Some)) {
                let rating = Rating::new(kind, score);
                assert_eq!((rating.kind(), rating.score().map(i16::from)), (kind, score));
            }
        }
        assert_eq!(size_of::<Option<Rating>>(), 1);
    }

    #[test]
    fn high_and_low_are_those_of_the_question() {
        let of = |kind, score| Rating::new(kind, score).scores();
        let satisfied = of(SurveyKind::Satisfaction, Some(4));
        assert_eq!((satisfied.high, satisfied.low, satisfied.sum), (1, 0, 4));
        let passive = of(SurveyKind::Recommending, Some(8));
        assert_eq!((passive.high, passive.low, passive.answered), (0, 0, 1));
        assert_eq!(of(SurveyKind::Recommending, Some(6)).low, 1);
        let silent = of(SurveyKind::Satisfaction, None);
        assert_eq!((silent.asked, silent.answered, silent.low), (1, 0, 0));
    }
}
