//! What goes wrong on purpose: the next sends, the callbacks of the next messages, the next webhooks and files.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

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
}

impl FaultControl {
    /// The next `count` sends (after those already ordered) go wrong this way.
    pub fn next_sends(&self, fault: SendFault, count: usize) {
        hold(&self.ahead).sends.extend(std::iter::repeat_n(fault, count));
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
        hold(&self.ahead).sends.pop_front()
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
    fn faults_come_in_the_order_they_were_asked_for() {
        let faults = FaultControl::default();
        faults.next_sends(SendFault::ServerError, 2);
        faults.next_sends(SendFault::Refuse { code: 63_016 }, 1);
        assert_eq!(faults.take_send(), Some(SendFault::ServerError));
        assert_eq!(faults.clone().take_send(), Some(SendFault::ServerError));
        assert_eq!(faults.take_send(), Some(SendFault::Refuse { code: 63_016 }));
        assert_eq!(faults.take_send(), None);
        faults.next_callbacks(CallbackFault::Drop, 1);
        faults.clear();
        assert_eq!(faults.take_callbacks(), None);
    }
}
