//! Every message of the account, both ways, in the order it came.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use enlace_domain::{PhoneNumber, WaId, view::Choice};
use serde::Serialize;
use time::OffsetDateTime;
use url::Url;

use crate::{
    faults::CallbackFault,
    twilio::{MessageSid, Record, WireDirection, WireStatus, Writer, Written},
};

/// A message that the desk sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentToSubscriber {
    /// Its id.
    pub sid: MessageSid,
    /// To whom, in the spelling the desk used.
    pub to: WaId,
    /// The words.
    pub body: String,
    /// What may be tapped.
    pub choices: Vec<Choice>,
    /// How far it is.
    pub status: WireStatus,
    /// Twilio's number for why it failed.
    pub error_code: Option<u32>,
    /// When it was taken.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What is known of one message.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub record: Record,
    pub choices: Vec<Choice>,
    pub callback: Option<Callback>,
    /// What it came from, so that the webhook can be repeated; `None` for what the desk sent.
    pub written: Option<Arc<(Writer, Written)>>,
}

/// How the steps of a message are told.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub url: Option<Url>,
    pub fault: Option<CallbackFault>,
    /// Held while steps are told, so that `read` waits for `delivered`.
    pub order: Arc<tokio::sync::Mutex<()>>,
}

/// All messages.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
    by_sid: HashMap<MessageSid, usize>,
    said: HashSet<(String, String)>,
}

impl Ledger {
    /// Writes a message down; says whether the same words have gone to the same number before.
    pub fn add(&mut self, entry: Entry) -> bool {
        let outbound = entry.record.direction == WireDirection::OutboundApi;
        let doubled = outbound
            && !self
                .said
                .insert((match_key(&entry.record.to), entry.record.body.clone()));
        self.by_sid.insert(entry.record.sid.clone(), self.entries.len());
        self.entries.push(entry);
        doubled
    }

    /// One message.
    pub fn find(&self, sid: &MessageSid) -> Option<&Entry> {
        self.entries.get(*self.by_sid.get(sid)?)
    }

    /// Moves a message up its ladder; a step down changes nothing.
    pub fn step(&mut self, sid: &MessageSid, status: WireStatus, error_code: Option<u32>, now: OffsetDateTime) {
        let Some(entry) = self.by_sid.get(sid).and_then(|index| self.entries.get_mut(*index)) else {
            return;
        };
        let record = &mut entry.record;
        record.sent = record.sent.or(Some(now));
        if status > record.status {
            record.status = status;
            record.error_code = error_code;
            record.updated = now;
        }
    }

    /// The newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// What the desk sent, the oldest first.
    pub fn sent(&self) -> impl Iterator<Item = SentToSubscriber> + '_ {
        self.entries.iter().filter_map(Entry::as_sent)
    }
}

impl Entry {
    /// The message as the town shows it, if the desk sent it.
    pub fn as_sent(&self) -> Option<SentToSubscriber> {
        let record = &self.record;
        if record.direction != WireDirection::OutboundApi {
            return None;
        }
        Some(SentToSubscriber {
            sid: record.sid.clone(),
            to: WaId::parse(&record.to).ok()?,
            body: record.body.clone(),
            choices: self.choices.clone(),
            status: record.status,
            error_code: record.error_code,
            at: record.created,
        })
    }
}

/// What both spellings of a Brazilian mobile have in common; the text itself where it is no number.
pub(crate) fn match_key(number: &str) -> String {
    PhoneNumber::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.match_key())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(body: &str) -> Entry {
        let now = OffsetDateTime::UNIX_EPOCH;
        Entry {
            record: Record {
                sid: MessageSid::new(false),
                from: "whatsapp:+556232990000".to_owned(),
                to: "whatsapp:+556281234567".to_owned(),
                body: body.to_owned(),
                direction: WireDirection::OutboundApi,
                status: WireStatus::Queued,
                messaging_service_sid: None,
                error_code: None,
                num_media: 0,
                created: now,
                updated: now,
                sent: None,
            },
            choices: Vec::new(),
            callback: None,
            written: None,
        }
    }

    #[test]
    fn the_same_words_to_either_spelling_are_doubled() {
        let mut ledger = Ledger::default();
        assert!(!ledger.add(entry("oi")));
        assert!(!ledger.add(entry("tudo bem?")));
        let mut other = entry("oi");
        other.record.to = "whatsapp:+5562981234567".to_owned();
        assert!(ledger.add(other));
    }

    #[test]
    fn steps_only_climb() {
        let mut ledger = Ledger::default();
        let message = entry("oi");
        let sid = message.record.sid.clone();
        ledger.add(message);
        let now = OffsetDateTime::UNIX_EPOCH;
        ledger.step(&sid, WireStatus::Delivered, None, now);
        ledger.step(&sid, WireStatus::Sent, None, now);
        assert_eq!(
            ledger.find(&sid).map(|entry| entry.record.status),
            Some(WireStatus::Delivered)
        );
    }
}
