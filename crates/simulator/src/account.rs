//! Counting what went over the line, so that a test can account for every message.

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
    /// Sends that were taken.
    pub sends_accepted: u64,
    /// Sends that were refused, on purpose or not.
    pub sends_refused: u64,
    /// Sends that were taken although the same words had gone to the same number before.
    pub doubled_sends: u64,
    /// Callbacks that the desk took (2xx).
    pub callbacks_taken: u64,
    /// Callbacks that it did not take.
    pub callbacks_lost: u64,
    /// Callbacks left out on purpose.
    pub callbacks_dropped: u64,
}
