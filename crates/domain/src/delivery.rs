//! The ladder a sent message climbs. It never steps back, however late or shuffled the provider's reports come.

use crate::queue::named_enum;

named_enum! {
    /// How far a message came. `Received` is for the subscriber's own, `None` for system lines.
    DeliveryStatus, "delivery status" {
        /// A line of ours in the thread: it goes nowhere.
        None = "none",
        /// Came from the subscriber.
        Received = "received",
        /// In the outbox.
        Queued = "queued",
        /// The provider has it.
        Sent = "sent",
        /// On the subscriber's phone.
        Delivered = "delivered",
        /// Opened by the subscriber.
        Read = "read",
        /// Will not arrive.
        Failed = "failed",
    }
}

impl DeliveryStatus {
    const fn rung(self) -> Option<u8> {
        match self {
            Self::Queued => Some(0),
            Self::Sent => Some(1),
            Self::Delivered => Some(2),
            Self::Read => Some(3),
            Self::None | Self::Received | Self::Failed => None,
        }
    }

    /// Whether a report of `next` changes a message that stands at `self`.
    ///
    /// Upwards only; failure counts only while nothing is known to have arrived, and a report of arrival
    /// heals a failure (a provider may give up and deliver all the same).
    #[must_use]
    pub fn advances_to(self, next: Self) -> bool {
        match (self, next) {
            (Self::Queued | Self::Sent, Self::Failed) => true,
            (Self::Failed, Self::Delivered | Self::Read) => true,
            _ => match (self.rung(), next.rung()) {
                (Some(now), Some(then)) => then > now,
                _ => false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DeliveryStatus::{self, Delivered, Failed, Queued, Read, Received, Sent};

    /// Applies reports in the order given.
    fn after(reports: &[DeliveryStatus]) -> DeliveryStatus {
        reports
            .iter()
            .fold(Queued, |now, next| if now.advances_to(*next) { *next } else { now })
    }

    #[test]
    fn every_order_of_the_same_reports_ends_at_the_top() {
        for order in [
            [Sent, Delivered, Read],
            [Read, Sent, Delivered],
            [Delivered, Read, Sent],
        ] {
            assert_eq!(after(&order), Read);
        }
    }

    #[test]
    fn failure_counts_only_before_arrival() {
        assert_eq!(after(&[Sent, Failed]), Failed);
        assert_eq!(after(&[Delivered, Failed]), Delivered);
        assert_eq!(after(&[Failed, Sent]), Failed);
        assert_eq!(after(&[Failed, Delivered]), Delivered);
    }

    #[test]
    fn what_a_subscriber_wrote_never_moves() {
        assert!(!Received.advances_to(Read));
    }
}
