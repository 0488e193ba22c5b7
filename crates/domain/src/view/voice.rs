//! What subscribers say of the conversations that they were asked about. Each figure is defined in `docs/METRICS.md`.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{PersonRef, share};
use crate::{ConversationId, QueueKey, SurveyKind};

/// The answers to one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// How many were asked.
    pub asked: i64,
    /// Of those, who answered.
    pub answered: i64,
    /// Their scores together.
    pub sum: i64,
    /// Of those who answered: 4 or 5; of recommending, 9 or 10.
    pub high: i64,
    /// 1 or 2; of recommending, 0 to 6.
    pub low: i64,
}

impl Scores {
    /// The mean score; `None` without an answer.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        share(self.sum, self.answered)
    }

    /// Those with a high score, of those who answered (0 to 1).
    #[must_use]
    pub fn good(&self) -> Option<f64> {
        share(self.high, self.answered)
    }

    /// Those who answered, of those who were asked.
    #[must_use]
    pub fn response(&self) -> Option<f64> {
        share(self.answered, self.asked)
    }

    /// Promoters less detractors, in percent of those who answered: -100 to 100.
    #[must_use]
    pub fn net_promoters(&self) -> Option<f64> {
        share(100 * (self.high - self.low), self.answered)
    }
}

impl std::ops::AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.sum += other.sum;
        self.high += other.high;
        self.low += other.low;
    }
}

/// What was said of a conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Of which.
    pub conversation: ConversationId,
    /// What was asked.
    pub kind: SurveyKind,
    /// The score.
    pub score: i16,
    /// The words.
    pub comment: Option<String>,
    /// When the score was given.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Where the conversation was.
    pub queue: Option<QueueKey>,
    /// Who closed it; `None`: automation.
    pub person: Option<String>,
}

/// What was said of a person's conversations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonScores {
    /// Who closed them; `None`: automation.
    pub person: Option<PersonRef>,
    /// How satisfied their subscribers are.
    pub scores: Scores,
}

/// What subscribers say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Whether anybody is asked now.
    pub is_on: bool,
    /// Whether anybody is asked now if they would recommend us.
    pub asks_recommending: bool,
    /// How satisfied they are: in these days, and in those before.
    pub satisfaction: [Scores; 2],
    /// Whether they would recommend us: in these days, and in those before.
    pub recommending: [Scores; 2],
    /// By queue: satisfaction, and recommending; those that were asked about.
    pub queues: Vec<(QueueKey, Scores, Scores)>,
    /// By who closed the conversation, the most answers first.
    pub people: Vec<PersonScores>,
    /// The latest comments of these days.
    pub comments: Vec<Said>,
    /// Low scores that nobody has looked after yet, of any day, the latest first.
    pub low: Vec<Said>,
}

impl Voice {
    /// Whether there is nothing to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.satisfaction[0].asked == 0 && self.recommending[0].asked == 0 && self.low.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn net_promoters_are_promoters_less_detractors() {
        // 5 promoters, 3 passives, 2 detractors
        let scores = Scores {
            asked: 40,
            answered: 10,
            sum: 78,
            high: 5,
            low: 2,
        };
        assert_eq!(scores.net_promoters(), Some(30.0));
        assert_eq!((scores.mean(), scores.response()), (Some(7.8), Some(0.25)));
        assert_eq!(Scores::default().net_promoters(), None);
    }
}
