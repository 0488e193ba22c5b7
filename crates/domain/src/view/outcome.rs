//! What came of conversations: of one on its page, of many on the dashboard.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Contracts, PersonRef, share};
use crate::{
    QueueKey,
    outcome::{Outcome, OutcomeKind},
};

/// What came of a conversation, and who said so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// What; `None` where it was taken back.
    pub outcome: Option<Outcome>,
    /// Who said so last.
    pub by: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// How many outcomes there were, and the amounts beside them together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    /// How many.
    pub n: i64,
    /// Of how many of them an amount is known.
    pub known: i64,
    /// The amounts, in cents: of sales and upgrades what they bring a month.
    pub cents: i64,
}

impl std::ops::AddAssign for Gain {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.known += other.known;
        self.cents += other.cents;
    }
}

/// What came of the conversations that were closed in some days.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    /// Of each kind, in the order of [`OutcomeKind::ALL`].
    pub kinds: Vec<(OutcomeKind, Gain)>,
    /// Conversations closed.
    pub closed: i64,
    /// Of those, of the commercial queue.
    pub closed_commercial: i64,
    /// Of the commercial queue's, sold or upgraded.
    pub sold_commercial: i64,
    /// Of those closed, of the financial queue.
    pub closed_financial: i64,
    /// Of the financial queue's, with an outcome recorded.
    pub told_financial: i64,
    /// Of the financial queue's, with an invoice in dispute.
    pub disputed_financial: i64,
}

impl Gains {
    /// Those of a kind.
    #[must_use]
    pub fn of(&self, kind: OutcomeKind) -> Gain {
        let found = self.kinds.iter().find(|(known, _)| *known == kind);
        found.map(|(_, gain)| *gain).unwrap_or_default()
    }

    /// Sales and upgrades together: what they bring a month.
    #[must_use]
    pub fn sold(&self) -> Gain {
        let mut sold = self.of(OutcomeKind::Sale);
        sold += self.of(OutcomeKind::Upgrade);
        sold
    }

    /// Sold or upgraded, of the commercial queue's conversations that were closed; `None` without any.
    #[must_use]
    pub fn conversion(&self) -> Option<f64> {
        share(self.sold_commercial, self.closed_commercial)
    }

    /// Cents a month that were sold, of each conversation that was closed; `None` without any.
    #[must_use]
    pub fn cents_each(&self) -> Option<f64> {
        share(self.sold().cents, self.closed)
    }

    /// Disputes, of the financial queue's conversations that were closed; `None` without any.
    #[must_use]
    pub fn disputed(&self) -> Option<f64> {
        share(self.disputed_financial, self.closed_financial)
    }
}

/// What a person sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonGains {
    /// Who closed the conversations.
    pub person: PersonRef,
    /// Contracts.
    pub sales: Gain,
    /// Upgrades.
    pub upgrades: Gain,
}

/// What came of conversations, in the days asked for and in those they are compared with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The days asked for.
    pub now: Gains,
    /// The days they are compared with.
    pub before: Gains,
    /// Who sold, by how much a month.
    pub people: Vec<PersonGains>,
    /// Contracts in the days asked for and in those they are compared with; `None` where a queue or a person is asked for,
    /// which contracts have none of.
    pub contracts: Option<[Contracts; 2]>,
}

impl Results {
    /// Whether a queue's figures say anything: some of its conversations were closed, in these days or in those before, or
    /// there are contracts, which stand among the commercial ones.
    #[must_use]
    pub const fn tells_of(&self, queue: QueueKey) -> bool {
        match queue {
            QueueKey::Commercial => {
                self.now.closed_commercial + self.before.closed_commercial > 0
                    || matches!(self.contracts, Some([Contracts { running: 1.., .. }, _]))
            }
            QueueKey::Financial => self.now.closed_financial + self.before.closed_financial > 0,
            QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal | QueueKey::Cancellation => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sales_and_upgrades_are_what_was_sold() {
        let gain = |n, cents| Gain { n, known: n, cents };
        let gains = Gains {
            kinds: vec![
                (OutcomeKind::Sale, gain(2, 20_000)),
                (OutcomeKind::Upgrade, gain(1, 3_000)),
                (OutcomeKind::Dispute, gain(4, 90_000)),
            ],
            closed: 50,
            closed_commercial: 12,
            sold_commercial: 3,
            closed_financial: 16,
            told_financial: 4,
            disputed_financial: 4,
        };
        assert_eq!(gains.sold(), gain(3, 23_000));
        assert_eq!(gains.conversion(), Some(0.25));
        assert_eq!(gains.cents_each(), Some(460.0));
        assert_eq!(gains.disputed(), Some(0.25));
        assert_eq!(Gains::default().cents_each(), None);
    }

    #[test]
    fn contracts_alone_tell_of_the_commercial_queue() {
        let of = |running, ended| Results {
            contracts: Some([Contracts { running, ended }, Contracts::default()]),
            ..Results::default()
        };
        assert!(of(200, 0).tells_of(QueueKey::Commercial));
        assert!(!of(200, 0).tells_of(QueueKey::Financial));
        assert!(!of(0, 0).tells_of(QueueKey::Commercial));
        assert_eq!(of(200, 3).contracts.map(|[now, _]| now.churn()), Some(Some(0.015)));
    }
}
