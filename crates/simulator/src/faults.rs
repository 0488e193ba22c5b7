//! What goes wrong on purpose: the next sends, the callbacks of the next messages, the next webhooks and files.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use serde::Deserialize;

use crate::hold::hold;

/// How a send goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendFault {
    /// Refused with 429; nothing is taken.
    TooManyRequests,
    /// The same, and told when to come again.
    Throttled {
        /// `Retry-After`.
        seconds: u32,
    },
    /// Refused with 500; nothing is taken.
    ServerError,
    /// Refused with 503; nothing is taken.
    Unavailable,
    /// Never answered; nothing is taken.
    NoAnswer,
    /// Taken, and never answered.
    NoAnswerAfterAccept,
    /// Taken, and the line is cut before a byte of the answer.
    CutAfterAccept,
    /// Refused with 400 and this number.
    Refuse {
        /// The vendor's number.
        code: u32,
    },
    /// Taken and given up later with this number, as Twilio's 63016 (outside the 24 hours) is.
    Undelivered {
        /// The vendor's number.
        code: u32,
    },
}

/// How the callbacks of a message go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackFault {
    /// None comes.
    Drop,
    /// Each comes twice.
    Duplicate,
    /// `delivered` comes before `sent`.
    Shuffle,
    /// Each comes late.
    Late {
        /// Seconds of life.
        seconds: u32,
    },
}

/// How the webhook of what a subscriber wrote goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFault {
    /// It comes twice.
    Duplicate,
    /// It comes after the next one of its line; alone if none comes within a minute of life.
    Shuffle,
    /// It comes late.
    Late {
        /// Seconds of life.
        seconds: u32,
    },
}

/// How asking for a file goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaFault {
    /// 404, as before the vendor has it itself, or once the address has run out.
    NotFound,
    /// 500.
    ServerError,
}

/// Orders what shall go wrong. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct FaultControl {
    ahead: Arc<Mutex<Ahead>>,
}

#[derive(Debug, Default)]
struct Ahead {
    sends: VecDeque<SendFault>,
    callbacks: VecDeque<CallbackFault>,
    webhooks: VecDeque<WebhookFault>,
    media: VecDeque<MediaFault>,
    often: Option<Often>,
}

/// Sends that go wrong by chance, the same in every run.
#[derive(Debug)]
struct Often {
    share: f64,
    faults: Vec<SendFault>,
    chance: SmallRng,
}

impl Often {
    fn take(&mut self) -> Option<SendFault> {
        let fails = self.chance.random_bool(self.share);
        self.faults.choose(&mut self.chance).copied().filter(|_| fails)
    }
}

impl FaultControl {
    /// The next `count` sends (after those already ordered) go wrong this way.
    pub fn next_sends(&self, fault: SendFault, count: usize) {
        hold(&self.ahead).sends.extend(std::iter::repeat_n(fault, count));
    }

    /// From now on this share (0..1) of the sends for which nothing else is ordered goes wrong in one of these ways, each
    /// as likely as the others.
    pub fn often(&self, share: f64, faults: &[SendFault]) {
        hold(&self.ahead).often = Some(Often {
            share: share.clamp(0.0, 1.0),
            faults: faults.to_vec(),
            chance: SmallRng::seed_from_u64(1),
        });
    }

    /// All callbacks of the next `messages` accepted messages go wrong this way.
    pub fn next_callbacks(&self, fault: CallbackFault, messages: usize) {
        hold(&self.ahead).callbacks.extend(std::iter::repeat_n(fault, messages));
    }

    /// The webhooks of the next `messages` that subscribers write go wrong this way.
    pub fn next_webhooks(&self, fault: WebhookFault, messages: usize) {
        hold(&self.ahead).webhooks.extend(std::iter::repeat_n(fault, messages));
    }

    /// The next `count` calls for a file, or for where it is, go wrong this way.
    pub fn next_media(&self, fault: MediaFault, count: usize) {
        hold(&self.ahead).media.extend(std::iter::repeat_n(fault, count));
    }

    /// Nothing more goes wrong.
    pub fn clear(&self) {
        *hold(&self.ahead) = Ahead::default();
    }

    /// The fault of the send that comes now.
    pub(crate) fn take_send(&self) -> Option<SendFault> {
        let mut ahead = hold(&self.ahead);
        let ordered = ahead.sends.pop_front();
        ordered.or_else(|| ahead.often.as_mut()?.take())
    }

    /// The fault of the message accepted now.
    pub(crate) fn take_callbacks(&self) -> Option<CallbackFault> {
        hold(&self.ahead).callbacks.pop_front()
    }

    /// The fault of the webhook told now.
    pub(crate) fn take_webhook(&self) -> Option<WebhookFault> {
        hold(&self.ahead).webhooks.pop_front()
    }

    /// The fault of the file asked for now.
    pub(crate) fn take_media(&self) -> Option<MediaFault> {
        hold(&self.ahead).media.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_sends_go_wrong_by_chance() {
        let faults = FaultControl::default();
        faults.often(0.5, &[SendFault::Unavailable, SendFault::CutAfterAccept]);
        let wrong = (0..1_000).filter(|_| faults.take_send().is_some()).count();
        assert!((440..=560).contains(&wrong), "{wrong} of 1,000");
    }

    #[test]
    fn faults_come_in_the_order_they_were_asked_for() {
        let faults = FaultControl::default();
        faults.next_sends(SendFault::ServerError, 2);
        faults.next_sends(SendFault::Refuse { code: 63_016 }, 1);
        assert_eq!(faults.take_send(), Some(SendFault::ServerError));
        assert_eq!(faults.clone().take_send(), Some(SendFault::ServerError));
        assert_eq!(faults.take_send(), Some(SendFault::Refuse { code: 63_016 }));
        assert_eq!(faults.take_send(), None);
        faults.often(1.0, &[SendFault::Unavailable]);
        faults.next_sends(SendFault::NoAnswer, 1);
        assert_eq!(faults.take_send(), Some(SendFault::NoAnswer));
        assert_eq!(faults.take_send(), Some(SendFault::Unavailable));
        faults.next_callbacks(CallbackFault::Drop, 1);
        faults.clear();
        assert_eq!(faults.take_send(), None);
        assert_eq!(faults.take_callbacks(), None);
    }
}
