//! The figures that count conversations, and what of a conversation each counts.

use crate::queue::named_enum;

named_enum! {
    /// A figure that counts conversations.
    BehindFigure, "figure" {
        /// Opened in the period.
        Opened = "opened",
        /// Of those opened, answered by a person.
        Answered = "answered",
        /// Of those opened, answered within their queue's limit.
        InTime = "in_time",
        /// Of those opened, unanswered and past the limit.
        Overdue = "overdue",
        /// Of those opened, raised.
        Escalated = "escalated",
        /// Of those opened, about a fault.
        Fault = "fault",
        /// First answered in the period, whenever they were opened.
        FirstAnswered = "first_answered",
        /// Closed in the period.
        Closed = "closed",
        /// Of those closed, settled at the first contact.
        Settled = "settled",
        /// Of those closed, opened again before.
        Reopened = "reopened",
        /// Of those closed, a contract was sold.
        Sale = "sale",
        /// Of those closed, a contract grew.
        Upgrade = "upgrade",
        /// Of those closed, either of both.
        Sold = "sold",
        /// Of those closed, an invoice is disputed.
        Dispute = "dispute",
        /// Of those closed, a question of payment.
        Payment = "payment",
        /// Asked in the period how the conversation was, and answered.
        Scored = "scored",
        /// Of those scored, with 4 or 5.
        ScoredHigh = "scored_high",
        /// Asked in the period whether they would recommend us, and answered.
        Recommending = "recommending",
        /// Asked either in the period, and answered.
        SurveyAnswered = "survey_answered",
        /// Asked in the period, and answered in words too.
        Commented = "commented",
        /// Of any day: satisfaction of 1 or 2 that nobody has marked as seen to.
        LowToSee = "low_to_see",
        /// Open at this moment, and nobody holds it.
        Waiting = "waiting",
        /// Open at this moment, and somebody holds it.
        Held = "held",
        /// Open at this moment, and nearly late.
        AtRisk = "at_risk",
        /// Open at this moment, and the answer is late.
        Late = "late",
    }
}

/// Which moment of a conversation must lie in the period for a figure to count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// It was opened.
    Opening,
    /// A person first answered it.
    Answering,
    /// It was closed.
    Closing,
    /// The subscriber was asked how it was.
    Asking,
    /// What the subscriber said, which no fact tells.
    Saying,
    /// None: what counts is how it stands at this moment, whatever the period.
    Standing,
}

impl BehindFigure {
    /// Which moment counts.
    #[must_use]
    pub const fn counted_by(self) -> CountedBy {
        match self {
            Self::Opened | Self::Answered | Self::InTime | Self::Overdue | Self::Escalated | Self::Fault => {
                CountedBy::Opening
            }
            Self::FirstAnswered => CountedBy::Answering,
            Self::Closed
            | Self::Settled
            | Self::Reopened
            | Self::Sale
            | Self::Upgrade
            | Self::Sold
            | Self::Dispute
            | Self::Payment => CountedBy::Closing,
            Self::Scored | Self::ScoredHigh | Self::Recommending | Self::SurveyAnswered => CountedBy::Asking,
            Self::Commented | Self::LowToSee => CountedBy::Saying,
            Self::Waiting | Self::Held | Self::AtRisk | Self::Late => CountedBy::Standing,
        }
    }

    /// Whether it is of this moment, whatever the period.
    #[must_use]
    pub const fn is_of_now(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Held | Self::AtRisk | Self::Late | Self::LowToSee
        )
    }

    /// Whether only conversations count of which somebody said what came of them.
    #[must_use]
    pub const fn is_of_outcome(self) -> bool {
        matches!(
            self,
            Self::Sale | Self::Upgrade | Self::Sold | Self::Dispute | Self::Payment
        )
    }
}
