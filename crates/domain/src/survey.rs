//! What subscribers are asked once a conversation is over, and how their answers are counted.

use std::ops::RangeInclusive;

use time::Duration;

use crate::queue::named_enum;

named_enum! {
    /// What is asked.
    SurveyKind, "survey kind" {
        /// How the conversation was, 1 to 5.
        Satisfaction = "satisfaction",
        /// Whether they would recommend the provider, 0 to 10: what NPS is counted from.
        Recommending = "recommending",
    }
}

/// How long a number is read as the answer, from the asking.
pub const ANSWER_WITHIN: Duration = Duration::hours(72);

/// How long the words after a score are read as its comment.
pub const COMMENT_WITHIN: Duration = Duration::minutes(30);

/// Longest comment kept, in characters.
pub const COMMENT_LIMIT: usize = 1_000;

/// Days between two questions to one person that can be set.
pub const PAUSE_DAYS: RangeInclusive<i32> = 1..=365;

/// Days between two questions of recommending to one person.
pub const QUARTER_DAYS: i32 = 90;

impl SurveyKind {
    /// The scores there are.
    #[must_use]
    pub const fn scores(self) -> RangeInclusive<i16> {
        match self {
            Self::Satisfaction => 1..=5,
            Self::Recommending => 0..=10,
        }
    }

    /// Whether supervisors are to look at it: somebody was badly served in this conversation.
    #[must_use]
    pub const fn is_low(self, score: i16) -> bool {
        matches!(self, Self::Satisfaction) && score <= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_are_low() {
        let low: Vec<i16> = SurveyKind::Satisfaction
            .scores()
            .filter(|score| SurveyKind::Satisfaction.is_low(*score))
            .collect();
        assert_eq!(low, [1, 2]);
        assert!(!SurveyKind::Recommending.is_low(0));
    }
}
