//! One conversation's messages as this browser knows them: what the server said, and what is on its way.
//!
//! A message comes up to three times: as the answer of the server function that sent it, in the event stream, and
//! in a view fetched again after a gap. They overtake each other, so everything is merged by id, and ticks climb
//! only upwards.

use std::collections::BTreeMap;

use enlace_domain::{
    ConversationId, DeliveryStatus, Direction, MessageId,
    event::StreamCursor,
    view::{ThreadMessage, ThreadView, Waiting},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Outgoing;

/// How a message stands that the server has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingState {
    /// Asked, no answer yet.
    Sending,
    /// Did not get through; the words say why.
    Failed(String),
}

/// What holds a message up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldUp {
    /// This.
    By(Waiting),
    /// One that was written before it and has not left.
    Behind,
}

/// A message that the server has not confirmed.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// The browser's key: the server stores one message for it, however often it is sent.
    pub key: Uuid,
    /// What is sent.
    pub what: Outgoing,
    /// When it was sent first.
    pub at: OffsetDateTime,
    /// How it stands.
    pub state: PendingState,
}

/// The messages of one conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadState {
    conversation: ConversationId,
    cursor: StreamCursor,
    messages: BTreeMap<i64, ThreadMessage>,
    pending: Vec<Pending>,
    has_older: bool,
}

impl ThreadState {
    /// Begins with what the page was opened with.
    #[must_use]
    pub fn new(view: &ThreadView) -> Self {
        let messages = view
            .messages
            .iter()
            .map(|message| (message.position, message.clone()))
            .collect();
        Self {
            conversation: view.card.id,
            cursor: view.cursor,
            messages,
            pending: Vec::new(),
            has_older: view.has_older,
        }
    }

    /// Which conversation.
    #[must_use]
    pub const fn conversation(&self) -> ConversationId {
        self.conversation
    }

    /// The messages, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &ThreadMessage> {
        self.messages.values()
    }

    /// What is on its way, oldest first.
    #[must_use]
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Whether the server has older messages than the first one here.
    #[must_use]
    pub const fn has_older(&self) -> bool {
        self.has_older
    }

    /// The position of the first message here.
    #[must_use]
    pub fn first_position(&self) -> Option<i64> {
        self.messages.keys().next().copied()
    }

    fn last_position(&self) -> Option<i64> {
        self.messages.keys().next_back().copied()
    }

    /// The message of the subscriber that came in last, wherever it stands.
    #[must_use]
    pub fn last_heard(&self) -> Option<&ThreadMessage> {
        self.messages()
            .filter(|message| message.direction == Direction::Inbound)
            .max_by_key(|message| message.at)
    }

    /// Takes over a view fetched again. A gap of more than one page between old and new is not left inside the
    /// thread: then the view is the thread.
    pub fn adopt(&mut self, view: &ThreadView) {
        let first_new = view.messages.first().map(|message| message.position);
        if first_new > self.last_position() && view.has_older {
            self.messages.clear();
            self.has_older = true;
        }
        let newer = view.cursor >= self.cursor;
        for message in &view.messages {
            self.merge(message.clone(), newer);
        }
        self.cursor = self.cursor.max(view.cursor);
    }

    /// Applies a message of the event stream; `false` where it changed nothing (another conversation's, a repeat).
    pub fn apply(&mut self, cursor: StreamCursor, message: ThreadMessage) -> bool {
        if message.conversation != self.conversation || cursor <= self.cursor {
            return false;
        }
        self.cursor = cursor;
        // what stands above the first one here comes with the older ones: a hole would be left between
        if self.has_older && self.first_position() > Some(message.position) {
            return false;
        }
        self.merge(message, true)
    }

    /// Takes over a server function's answer. It says nothing of the stream: ticks only climb.
    pub fn confirm(&mut self, message: ThreadMessage) -> bool {
        message.conversation == self.conversation && self.merge(message, false)
    }

    /// Whether the message of a key is stored.
    #[must_use]
    pub fn knows(&self, key: Uuid) -> bool {
        self.messages.values().any(|message| message.client_key == Some(key))
    }

    /// Puts older messages in front.
    pub fn prepend(&mut self, older: Vec<ThreadMessage>, has_older: bool) {
        for message in older {
            self.merge(message, false);
        }
        self.has_older = has_older;
    }

    /// Shows a message as on its way, under a key made for it now. Sending the same key again sends nothing twice.
    pub fn send(&mut self, key: Uuid, what: Outgoing, at: OffsetDateTime) {
        self.pending.push(Pending {
            key,
            what,
            at,
            state: PendingState::Sending,
        });
    }

    /// The sending of `key` did not get through.
    pub fn fail(&mut self, key: Uuid, why: String) {
        if let Some(pending) = self.pending.iter_mut().find(|pending| pending.key == key) {
            pending.state = PendingState::Failed(why);
        }
    }

    /// Sends a failed one again: what it is, to be sent under the same key. `None` where it isn't failed.
    pub fn try_again(&mut self, key: Uuid) -> Option<Outgoing> {
        let failed = |pending: &&mut Pending| pending.key == key && pending.state != PendingState::Sending;
        let pending = self.pending.iter_mut().find(failed)?;
        pending.state = PendingState::Sending;
        Some(pending.what.clone())
    }

    /// Takes a failed one back, for the composer.
    pub fn take_back(&mut self, key: Uuid) -> Option<Outgoing> {
        let index = self
            .pending
            .iter()
            .position(|pending| pending.key == key && pending.state != PendingState::Sending)?;
        Some(self.pending.remove(index).what)
    }

    /// Merges by id. `ordered` says that this is later than what is here: only then may a failed message be queued
    /// again, which is what a retry does.
    fn merge(&mut self, mut message: ThreadMessage, ordered: bool) -> bool {
        if let Some(key) = message.client_key {
            self.pending.retain(|pending| pending.key != key);
        }
        let known = self.messages.get(&message.position);
        if let Some(known) = known.filter(|known| known.id == message.id) {
            let retried = ordered && known.status == DeliveryStatus::Failed && message.status == DeliveryStatus::Queued;
            if !retried && !known.status.advances_to(message.status) {
                message.status = known.status;
                message.error = known.error.clone();
            }
            if !ordered {
                message.undecided = known.undecided;
                message.waiting = known.waiting;
            }
            if *known == message {
                return false;
            }
        }
        self.messages.insert(message.position, message);
        true
    }

    /// One message.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<&ThreadMessage> {
        self.messages.values().find(|message| message.id == id)
    }

    /// What holds a message of ours up, as far as anybody knows: something of its own, or one before it, for the messages
    /// of a conversation leave in their order.
    #[must_use]
    pub fn held_up(&self, id: MessageId) -> Option<HeldUp> {
        let mut behind = false;
        for message in self.messages.values() {
            let is_held = message.direction == Direction::Outbound
                && message.status == DeliveryStatus::Queued
                && !message.undecided;
            if message.id == id {
                let own = message.waiting.map(HeldUp::By);
                return own.or_else(|| behind.then_some(HeldUp::Behind)).filter(|_| is_held);
            }
            behind |= is_held && message.waiting.is_some();
        }
        None
    }

    /// The retry of a failed message was accepted: it is on its way again.
    pub fn retried(&mut self, message: ThreadMessage) {
        if message.conversation == self.conversation {
            self.merge(message, true);
        }
    }
}

#[cfg(test)]
mod tests;
