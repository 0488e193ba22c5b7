//! What is read in a subscriber's message: what is asked, and who decided where it goes.

use serde::{Deserialize, Serialize};

use crate::{QueueKey, queue::named_enum};

named_enum! {
    /// Who had the last word on the queue of a message.
    Decider, "decider" {
        /// The classifier, by the message's words.
        Words = "words",
        /// The classifier, by its words and its sentence vector.
        Meaning = "meaning",
        /// A language model, asked because the classifier was unsure.
        Model = "model",
        /// The subscriber, who was asked.
        Subscriber = "subscriber",
        /// Nobody could tell: it went where such messages go.
        Nobody = "nobody",
    }
}

/// A request that a message makes beside the one that decides its queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoAsked {
    /// Where it would go by itself.
    pub queue: QueueKey,
    /// The subscriber's words for it; empty where no words of the message stand for it alone.
    #[serde(default)]
    pub words: String,
}

impl QueueKey {
    /// Which request decides where a message makes several: the first of these that is asked.
    pub const DECIDING: [Self; 5] = [
        Self::Cancellation,
        Self::TechnicalUrgent,
        Self::Financial,
        Self::TechnicalNormal,
        Self::Commercial,
    ];

    /// The one of several requests that decides; `None` of none.
    pub fn deciding(asked: &[Self]) -> Option<Self> {
        Self::DECIDING.into_iter().find(|queue| asked.contains(queue))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_request_decides() {
        let all = QueueKey::ALL;
        assert_eq!(QueueKey::deciding(all), Some(QueueKey::Cancellation));
        let money = [QueueKey::Commercial, QueueKey::TechnicalNormal, QueueKey::Financial];
        assert_eq!(QueueKey::deciding(&money), Some(QueueKey::Financial));
        assert_eq!(QueueKey::deciding(&[]), None);
        assert!(all.iter().all(|queue| QueueKey::DECIDING.contains(queue)));
    }
}
