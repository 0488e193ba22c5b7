//! What came of a conversation, in money: said by whoever closes it.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::{QueueKey, queue::named_enum};

named_enum! {
    /// What came of it.
    OutcomeKind, "outcome" {
        /// A contract was sold.
        Sale = "sale",
        /// A contract that runs grew by a plan or a service.
        Upgrade = "upgrade",
        /// The subscriber disputes an invoice.
        Dispute = "dispute",
        /// The subscriber had a question of payment.
        Payment = "payment",
    }
}

/// Whether an amount stands beside an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeAmount {
    /// What it brings a month has to be said.
    Monthly,
    /// The amount in dispute, where it is known.
    Disputed,
    /// None.
    None,
}

/// What a month or an invoice may come to, in cents.
pub const AMOUNT_CENTS: RangeInclusive<i64> = 1..=10_000_000;

impl OutcomeKind {
    /// What can be recorded on a conversation of a queue; nothing where its work brings none of it.
    #[must_use]
    pub const fn of(queue: QueueKey) -> &'static [Self] {
        match queue {
            QueueKey::Commercial => &[Self::Sale, Self::Upgrade],
            QueueKey::Financial => &[Self::Dispute, Self::Payment],
            QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal | QueueKey::Cancellation => &[],
        }
    }

    /// The amount that stands beside it.
    #[must_use]
    pub const fn amount(self) -> OutcomeAmount {
        match self {
            Self::Sale | Self::Upgrade => OutcomeAmount::Monthly,
            Self::Dispute => OutcomeAmount::Disputed,
            Self::Payment => OutcomeAmount::None,
        }
    }
}

/// What came of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub kind: OutcomeKind,
    /// Of a sale what it brings a month, of an upgrade what it adds a month, of a dispute the amount; in cents.
    pub cents: Option<i64>,
}

impl Outcome {
    /// Whether the amount is there where it has to be, and one that can be.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match (self.kind.amount(), self.cents) {
            (OutcomeAmount::Monthly | OutcomeAmount::Disputed, Some(cents)) => AMOUNT_CENTS.contains(&cents),
            (OutcomeAmount::Disputed | OutcomeAmount::None, None) => true,
            (OutcomeAmount::Monthly, None) | (OutcomeAmount::None, Some(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stands_where_it_means_something() {
        let sound = |kind, cents| Outcome { kind, cents }.is_sound();
        assert!(sound(OutcomeKind::Sale, Some(9_990)) && !sound(OutcomeKind::Sale, None));
        assert!(!sound(OutcomeKind::Upgrade, Some(0)) && !sound(OutcomeKind::Upgrade, Some(10_000_001)));
        assert!(sound(OutcomeKind::Dispute, None) && sound(OutcomeKind::Dispute, Some(1)));
        assert!(sound(OutcomeKind::Payment, None) && !sound(OutcomeKind::Payment, Some(1)));
    }

    #[test]
    fn every_outcome_belongs_to_one_queue() {
        for kind in OutcomeKind::ALL {
            let queues = QueueKey::ALL
                .iter()
                .filter(|queue| OutcomeKind::of(**queue).contains(kind));
            assert_eq!(queues.count(), 1, "{kind}");
        }
    }
}
