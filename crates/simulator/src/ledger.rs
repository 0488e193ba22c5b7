//! Every message of the town, both ways and on all lines, in the order it came.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use enlace_domain::{PhoneNumber, WaId, view::Choice};
use serde::Serialize;
use time::OffsetDateTime;
use url::Url;

use crate::{
    deliver::Call,
    faults::CallbackFault,
    message::{Content, Direction, MediaSource, MessageId, Place, Record, SentKind, SentMedia, WireStatus},
};

/// A message that the desk sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentToSubscriber {
    /// Its id.
    pub sid: MessageId,
    /// The name of the line it went over.
    pub line: String,
    /// To whom, in the spelling the desk used.
    pub to: WaId,
    /// What it is.
    pub kind: SentKind,
    /// The words.
    pub body: String,
    /// What may be tapped.
    pub choices: Vec<Choice>,
    /// The files.
    pub media: Vec<SentMedia>,
    /// The place.
    pub place: Option<Place>,
    /// The template's name.
    pub template: Option<String>,
    /// The message it answers or reacts to.
    pub quoted: Option<MessageId>,
    /// What the desk wants to be told again with every status.
    pub reference: Option<String>,
    /// How far it is.
    pub status: WireStatus,
    /// The vendor's number for why it failed.
    pub error_code: Option<u32>,
    /// The same had gone to the same number before.
    pub doubled: bool,
    /// A later one (by the `#7` that a test ends words with) had gone to the same number before.
    pub reordered: bool,
    /// When it was taken.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A message that a subscriber wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenToDesk {
    /// Its id.
    pub sid: MessageId,
    /// The name of the line it went over.
    pub line: String,
    /// By whom, in WhatsApp's spelling.
    pub from: String,
    /// The words.
    pub body: String,
    /// How often the desk said that it has taken it: more than once where it was told more than once.
    pub taken: u32,
    /// When it was written.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// What is known of one message.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub record: Record,
    /// The name of its line.
    pub line: String,
    /// What the desk sent; as empty as can be for what a subscriber wrote.
    pub content: Content,
    pub callback: Option<Callback>,
    /// How it was told to the desk, so that it can be told again; `None` for what the desk sent.
    pub told: Option<Arc<Call>>,
    /// How often the desk has taken it.
    pub taken: u32,
    pub doubled: bool,
    pub reordered: bool,
}

/// How the steps of a message are told.
#[derive(Clone, Debug)]
pub(crate) struct Callback {
    pub url: Option<Url>,
    pub fault: Option<CallbackFault>,
    /// The files to fetch first.
    pub sources: Vec<MediaSource>,
    /// Held while steps are told, so that `read` waits for `delivered`.
    pub order: Arc<tokio::sync::Mutex<()>>,
}

/// All messages.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: Vec<Entry>,
    by_id: HashMap<MessageId, usize>,
    said: HashSet<(String, String)>,
    /// The highest `#7` that has gone to a number.
    highest: HashMap<String, u64>,
}

impl Ledger {
    /// Writes a message down; says whether it is doubled and whether it is reordered.
    pub fn add(&mut self, mut entry: Entry) -> (bool, bool) {
        if entry.record.direction == Direction::Outbound {
            let key = match_key(&entry.record.number);
            if let Some(number) = sequence(&entry.record.body) {
                let highest = self.highest.entry(key.clone()).or_default();
                entry.reordered = number < *highest;
                *highest = number.max(*highest);
            }
            entry.doubled = !self.said.insert((key, entry.fingerprint()));
        }
        let marks = (entry.doubled, entry.reordered);
        self.by_id.insert(entry.record.id.clone(), self.entries.len());
        self.entries.push(entry);
        marks
    }

    /// One message.
    pub fn find(&self, id: &MessageId) -> Option<&Entry> {
        self.entries.get(*self.by_id.get(id)?)
    }

    /// Changes one message.
    pub fn find_mut(&mut self, id: &MessageId) -> Option<&mut Entry> {
        self.entries.get_mut(*self.by_id.get(id)?)
    }

    /// Moves a message up its ladder; a step down changes nothing.
    pub fn step(&mut self, id: &MessageId, status: WireStatus, error_code: Option<u32>, now: OffsetDateTime) {
        let Some(entry) = self.find_mut(id) else { return };
        let record = &mut entry.record;
        record.sent = record.sent.or(Some(now));
        if status > record.status {
            record.status = status;
            record.error_code = error_code;
            record.updated = now;
        }
    }

    /// The newest of a line first.
    pub fn newest_first(&self, line: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev().filter(move |entry| entry.record.line == line)
    }

    /// What the desk sent, the oldest first.
    pub fn sent(&self) -> impl Iterator<Item = SentToSubscriber> + '_ {
        self.entries.iter().filter_map(Entry::as_sent)
    }

    /// What subscribers wrote, the oldest first.
    pub fn written(&self) -> impl Iterator<Item = WrittenToDesk> + '_ {
        let inbound = |entry: &&Entry| entry.record.direction == Direction::Inbound;
        self.entries.iter().filter(inbound).map(|entry| WrittenToDesk {
            sid: entry.record.id.clone(),
            line: entry.line.clone(),
            from: entry.record.number.clone(),
            body: entry.record.body.clone(),
            taken: entry.taken,
            at: entry.record.created,
        })
    }

    /// The newest message that offered this choice to this number, and what it was.
    pub fn offer(&self, line: usize, number: &str, payload: &str) -> Option<(MessageId, SentKind)> {
        let key = match_key(number);
        self.newest_first(line)
            .filter(|entry| entry.content.choices.iter().any(|choice| choice.id == payload))
            .find(|entry| match_key(&entry.record.number) == key)
            .map(|entry| (entry.record.id.clone(), entry.content.kind))
    }
}

impl Entry {
    /// The message as the town shows it, if the desk sent it.
    pub fn as_sent(&self) -> Option<SentToSubscriber> {
        let record = &self.record;
        if record.direction != Direction::Outbound {
            return None;
        }
        let content = self.content.clone();
        Some(SentToSubscriber {
            sid: record.id.clone(),
            line: self.line.clone(),
            to: WaId::parse(&record.number).ok()?,
            kind: content.kind,
            body: record.body.clone(),
            choices: content.choices,
            media: content.media,
            place: content.place,
            template: content.template,
            quoted: content.quoted,
            reference: content.reference,
            status: record.status,
            error_code: record.error_code,
            doubled: self.doubled,
            reordered: self.reordered,
            at: record.created,
        })
    }

    /// What is equal for two messages that a subscriber would take for the same.
    fn fingerprint(&self) -> String {
        let content = &self.content;
        let about = content.quoted.as_ref().filter(|_| content.kind == SentKind::Reaction);
        let media = content.media.iter().map(|file| (&file.link, &file.id));
        format!("{:?} {:?} {:?}", about, media.collect::<Vec<_>>(), self.record.body)
    }
}

/// The number behind the last `#` of words that end with one.
fn sequence(words: &str) -> Option<u64> {
    words.rsplit_once('#')?.1.parse().ok()
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
                id: MessageId::from(format!("SM{body}")),
                line: 0,
                direction: Direction::Outbound,
                number: "556281234567".to_owned(),
                body: body.to_owned(),
                status: WireStatus::Queued,
                service: None,
                error_code: None,
                num_media: 0,
                created: now,
                updated: now,
                sent: None,
            },
            line: "twilio".to_owned(),
            content: Content::default(),
            callback: None,
            told: None,
            taken: 0,
            doubled: false,
            reordered: false,
        }
    }

    #[test]
    fn the_same_words_to_either_spelling_are_doubled() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.add(entry("oi")), (false, false));
        assert_eq!(ledger.add(entry("tudo bem?")), (false, false));
        let mut other = entry("oi");
        other.record.number = "5562981234567".to_owned();
        assert_eq!(ledger.add(other), (true, false));
    }

    #[test]
    fn two_files_without_words_are_two_messages() {
        let mut ledger = Ledger::default();
        let file = |id: &str| {
            let mut entry = entry("");
            entry.content.media.push(SentMedia {
                id: Some(id.to_owned()),
                ..SentMedia::default()
            });
            entry
        };
        assert_eq!(ledger.add(file("1")), (false, false));
        assert_eq!(ledger.add(file("2")), (false, false));
        assert_eq!(ledger.add(file("2")), (true, false));
    }

    #[test]
    fn numbered_words_show_who_overtook_whom() {
        let mut ledger = Ledger::default();
        let mut reordered = |body: &str| ledger.add(entry(body)).1;
        assert!(!reordered("um #1"));
        assert!(!reordered("três #3"));
        assert!(reordered("dois #2"));
        assert!(!reordered("sem número"));
    }

    #[test]
    fn steps_only_climb() {
        let mut ledger = Ledger::default();
        let message = entry("oi");
        let id = message.record.id.clone();
        ledger.add(message);
        let now = OffsetDateTime::UNIX_EPOCH;
        ledger.step(&id, WireStatus::Delivered, None, now);
        ledger.step(&id, WireStatus::Sent, None, now);
        assert_eq!(
            ledger.find(&id).map(|entry| entry.record.status),
            Some(WireStatus::Delivered)
        );
    }
}
