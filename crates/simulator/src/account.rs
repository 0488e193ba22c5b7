//! Counting what went over the lines, so that a test can account for every message.

use std::collections::BTreeMap;

use serde::Serialize;

/// Totals since the town started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Messages that subscribers wrote.
    pub written: u64,
    /// Of these, taken by the desk (2xx), at whichever attempt.
    pub written_taken: u64,
    /// Answers to inbound webhooks by HTTP status, repeats included.
    pub webhook_answers: BTreeMap<u16, u64>,
    /// Inbound webhooks without an answer: no connection, or none in time.
    pub webhook_silences: u64,
    /// Inbound webhooks told twice on purpose.
    pub webhooks_doubled: u64,
    /// Inbound webhooks told after a later one on purpose.
    pub webhooks_reordered: u64,
    /// Sends that were taken.
    pub sends_accepted: u64,
    /// Sends that were refused, on purpose or not.
    pub sends_refused: u64,
    /// Sends that were taken although the same had gone to the same number before.
    pub doubled_sends: u64,
    /// Sends that were taken after a later one to the same number, told by the `#7` that a test ends their words with.
    pub reordered_sends: u64,
    /// Callbacks that the desk took (2xx).
    pub callbacks_taken: u64,
    /// Callbacks that it did not take.
    pub callbacks_lost: u64,
    /// Callbacks left out on purpose.
    pub callbacks_dropped: u64,
    /// The same line by line, by its name.
    pub lines: BTreeMap<String, LineAccount>,
}

/// The totals of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LineAccount {
    /// Messages that subscribers wrote on it.
    pub written: u64,
    /// Of these, taken by the desk.
    pub written_taken: u64,
    /// Sends that were taken.
    pub accepted: u64,
    /// Sends that were refused.
    pub refused: u64,
    /// Sends that were taken twice.
    pub doubled: u64,
    /// Sends that were taken after a later one.
    pub reordered: u64,
    /// Messages that the desk has marked as read.
    pub read_by_desk: u64,
}

impl Account {
    /// The totals of this line.
    pub(crate) fn line(&mut self, name: &str) -> &mut LineAccount {
        self.lines.entry(name.to_owned()).or_default()
    }
}
