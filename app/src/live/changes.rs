//! What a page that shows one conversation is told: each change once, including those that came while the page was
//! still being fetched.

use std::{collections::VecDeque, sync::Arc};

use enlace_domain::{
    ConversationId,
    event::StreamCursor,
    view::{Attendance, BoardCard, ThreadMessage},
};

/// How many changes are remembered for a page that opens while they come in.
const RECENT: usize = 1_024;

/// A change of one conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The conversation as it is now, open or closed.
    Card(BoardCard),
    /// A message, new or with new ticks.
    Message(ThreadMessage),
    /// Who has it open now.
    Attendance(Attendance),
}

impl Change {
    const fn conversation(&self) -> ConversationId {
        match self {
            Self::Card(card) => card.id,
            Self::Message(message) => message.conversation,
            Self::Attendance(told) => told.conversation,
        }
    }
}

/// What is called with each change of a conversation.
pub(super) type Listener = Arc<dyn Fn(StreamCursor, &Change) + Send + Sync>;

/// The latest changes and who listens.
#[derive(Default)]
pub(super) struct Changes {
    recent: VecDeque<(StreamCursor, Change)>,
    listeners: Vec<(u64, ConversationId, Listener)>,
    next: u64,
}

impl Changes {
    /// Remembers a change and says who is to be told of it. Who has a conversation open is true now or never.
    pub(super) fn record(&mut self, at: StreamCursor, change: &Change) -> Vec<Listener> {
        if !matches!(change, Change::Attendance(_)) {
            if self.recent.len() == RECENT {
                self.recent.pop_front();
            }
            self.recent.push_back((at, change.clone()));
        }
        let listens = |(_, of, _): &&(u64, ConversationId, Listener)| *of == change.conversation();
        self.listeners
            .iter()
            .filter(listens)
            .map(|(_, _, listener)| Arc::clone(listener))
            .collect()
    }

    /// The remembered changes of a conversation after a point of the stream.
    pub(super) fn after(&self, of: ConversationId, after: StreamCursor) -> Vec<(StreamCursor, Change)> {
        let wanted = |(at, change): &&(StreamCursor, Change)| *at > after && change.conversation() == of;
        self.recent.iter().filter(wanted).cloned().collect()
    }

    /// Listens to a conversation from now on; the number ends it.
    pub(super) fn listen(&mut self, of: ConversationId, listener: Listener) -> u64 {
        self.next += 1;
        self.listeners.push((self.next, of, listener));
        self.next
    }

    /// Ends a listening.
    pub(super) fn forget(&mut self, number: u64) {
        self.listeners.retain(|(other, _, _)| *other != number);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::state::testing::{NOON, at, card};

    #[test]
    fn a_page_hears_its_own_conversation_and_what_it_missed() {
        let (mine, other) = (card("Ana"), card("Bia"));
        let mut changes = Changes::default();
        changes.record(at(1), &Change::Card(mine.clone()));
        changes.record(at(2), &Change::Card(mine.clone()));
        changes.record(at(3), &Change::Card(other.clone()));
        assert_eq!(changes.after(mine.id, at(1)), [(at(2), Change::Card(mine.clone()))]);

        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        let number = changes.listen(mine.id, Arc::new(move |at, _| ear.lock().unwrap().push(at)));
        for (seq, card) in [(4, &other), (5, &mine)] {
            let change = Change::Card(card.clone());
            changes
                .record(at(seq), &change)
                .iter()
                .for_each(|tell| tell(at(seq), &change));
        }
        assert_eq!(*heard.lock().unwrap(), [at(5)]);
        changes.forget(number);
        assert!(changes.record(at(6), &Change::Card(mine)).is_empty());
    }

    #[test]
    fn who_has_it_open_is_told_and_not_remembered() {
        let conversation = ConversationId::new();
        let mut changes = Changes::default();
        changes.listen(conversation, Arc::new(|_, _| {}));
        let told = Change::Attendance(Attendance {
            conversation,
            at: NOON,
            people: Vec::new(),
        });
        assert_eq!(changes.record(at(2), &told).len(), 1);
        assert!(changes.after(conversation, at(1)).is_empty());
    }
}
