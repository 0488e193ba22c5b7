//! The live data of this tab, as the pages read it.
//!
//! A card has a signal of its own, made when somebody first looks at it: an event redraws that card and nothing else.
//! The order of the columns is asked again at most every [`SETTLE`], however many events come.

use std::{collections::HashMap, sync::Arc, time::Duration};

use enlace_domain::{
    ConversationId,
    event::{StreamBody, StreamCursor, StreamEvent},
    view::{BoardCard, BoardSnapshot, PersonRef},
};
use leptos::prelude::*;
use time::OffsetDateTime;

use super::changes::{Change, Changes};
use crate::{
    components::Connection,
    now::{Clock, use_clock},
    state::{Applied, BoardState},
};

/// How long changes are gathered before the order is asked again.
const SETTLE: Duration = Duration::from_millis(60);

/// The live data of this tab, in a context of the whole app.
#[derive(Clone, Copy)]
pub struct LiveContext {
    board: StoredValue<BoardState>,
    cards: StoredValue<HashMap<ConversationId, ArcRwSignal<BoardCard>>>,
    changes: StoredValue<Changes>,
    changed: RwSignal<u64>,
    settling: StoredValue<bool>,
    online: RwSignal<Vec<PersonRef>>,
    link: RwSignal<Connection>,
    resynced: RwSignal<u64>,
    settings: RwSignal<u64>,
    clock: Clock,
}

/// Makes the live data known to everything below; connects nothing yet.
pub fn provide_live() {
    provide_context(LiveContext {
        board: StoredValue::new(BoardState::default()),
        cards: StoredValue::new(HashMap::new()),
        changes: StoredValue::new(Changes::default()),
        changed: RwSignal::new(0),
        settling: StoredValue::new(false),
        online: RwSignal::new(Vec::new()),
        link: RwSignal::new(Connection::Connecting),
        resynced: RwSignal::new(0),
        settings: RwSignal::new(0),
        clock: use_clock(),
    });
}

/// The live data. Call it in a component's body.
///
/// # Panics
/// Outside the app, where nobody has called [`provide_live`].
#[must_use]
pub fn use_live() -> LiveContext {
    expect_context()
}

impl LiveContext {
    /// How the connection stands, tracked.
    #[must_use]
    pub fn link(self) -> Connection {
        self.link.get()
    }

    /// How the connection stands, untracked.
    #[must_use]
    pub fn link_untracked(self) -> Connection {
        self.link.get_untracked()
    }

    /// Who has a page open now, tracked.
    #[must_use]
    pub fn online(self) -> Vec<PersonRef> {
        self.online.get()
    }

    /// Moves when events may have been missed and everything was read again: what is not on the board must be, too.
    #[must_use]
    pub fn resynced(self) -> u64 {
        self.resynced.get()
    }

    /// Moves when people or queues were edited.
    #[must_use]
    pub fn settings(self) -> u64 {
        self.settings.get()
    }

    /// Whether the board is known.
    #[must_use]
    pub fn seeded(self) -> bool {
        self.changed.track();
        self.board.with_value(|board| board.cursor().is_some())
    }

    /// Whether the board is known, untracked.
    #[must_use]
    pub fn seeded_untracked(self) -> bool {
        self.cursor().is_some()
    }

    /// The last event contained, untracked.
    #[must_use]
    pub fn cursor(self) -> Option<StreamCursor> {
        self.board.with_value(BoardState::cursor)
    }

    /// Reads the board; the reader runs again when it has changed.
    pub fn read<T>(self, read: impl FnOnce(&BoardState) -> T) -> T {
        self.changed.track();
        self.board.with_value(read)
    }

    /// Reads the board as it is now, untracked: for event handlers.
    pub fn peek<T>(self, read: impl FnOnce(&BoardState) -> T) -> T {
        self.board.with_value(read)
    }

    /// The signal of one open conversation; `None` where it isn't on the board.
    #[must_use]
    pub fn card(self, id: ConversationId) -> Option<ArcRwSignal<BoardCard>> {
        if let Some(known) = self.cards.with_value(|cards| cards.get(&id).cloned()) {
            return Some(known);
        }
        let signal = ArcRwSignal::new(self.board.with_value(|board| board.card(id).cloned())?);
        self.cards.update_value(|cards| {
            cards.insert(id, signal.clone());
        });
        Some(signal)
    }

    /// Tells the changes of a conversation that come after `after`, including those that came while the page was
    /// being fetched, until the calling component goes.
    pub fn follow(
        self,
        conversation: ConversationId,
        after: StreamCursor,
        tell: impl Fn(StreamCursor, &Change) + Send + Sync + 'static,
    ) {
        for (at, change) in &self.changes.with_value(|changes| changes.after(conversation, after)) {
            tell(*at, change);
        }
        let number = self
            .changes
            .try_update_value(|changes| changes.listen(conversation, Arc::new(tell)));
        on_cleanup(move || {
            // The store is gone where the whole app goes.
            let _ = self
                .changes
                .try_update_value(|changes| number.map(|number| changes.forget(number)));
        });
    }

    /// Begins with what the page was loaded with, so that it is drawn at once, on the server too. The snapshot's time
    /// is as old as the loading took: the clock is not set by it.
    pub fn seed(self, snapshot: BoardSnapshot) {
        let applied = self.board.try_update_value(|board| board.adopt(snapshot));
        if matches!(applied, Some(Applied::Replaced)) {
            self.redraw();
        }
    }

    /// Takes over a snapshot that was asked for; `false` where events are still missing.
    pub fn adopt(self, snapshot: BoardSnapshot) -> bool {
        self.clock.correct(snapshot.server_time);
        let applied = self
            .board
            .try_update_value(|board| board.adopt(snapshot))
            .unwrap_or(Applied::Unchanged);
        self.settle(applied)
    }

    /// Sets the clock by a sign of life that carries the server's time.
    pub fn beat(self, server_time: OffsetDateTime) {
        self.clock.correct(server_time);
    }

    /// Applies one event of the stream; `false` where events are missing before it.
    pub fn receive(self, event: StreamEvent) -> bool {
        match &event.body {
            StreamBody::Message(message) => self.tell(event.cursor, &Change::Message((**message).clone())),
            StreamBody::Card(card) => self.tell(event.cursor, &Change::Card((**card).clone())),
            StreamBody::Attendance(told) => self.tell(event.cursor, &Change::Attendance(told.clone())),
            StreamBody::Snapshot(snapshot) => self.clock.correct(snapshot.server_time),
            StreamBody::Settings => self.settings.update(|count| *count += 1),
            StreamBody::Online { .. } => {}
        }
        let lists_people = matches!(event.body, StreamBody::Online { .. });
        let applied = self
            .board
            .try_update_value(|board| board.apply(event))
            .unwrap_or(Applied::Unchanged);
        if lists_people {
            self.show_online();
        }
        self.settle(applied)
    }

    /// Says how the connection stands.
    pub fn set_link(self, state: Connection) {
        if self.link.get_untracked() != state {
            self.link.set(state);
        }
    }

    fn tell(self, at: StreamCursor, change: &Change) {
        let listeners = self
            .changes
            .try_update_value(|changes| changes.record(at, change))
            .unwrap_or_default();
        for listener in listeners {
            listener(at, change);
        }
    }

    fn settle(self, applied: Applied) -> bool {
        match applied {
            Applied::Changed(ids) => {
                for id in ids {
                    self.refresh(id);
                }
                self.redraw_soon();
            }
            Applied::Replaced => {
                self.redraw();
                self.resynced.update(|count| *count += 1);
            }
            Applied::NeedSnapshot => return false,
            Applied::Unchanged => {}
        }
        true
    }

    /// Brings one card's signal up to date, where anybody looks at it.
    fn refresh(self, id: ConversationId) {
        let Some(signal) = self.cards.with_value(|cards| cards.get(&id).cloned()) else {
            return;
        };
        match self.board.with_value(|board| board.card(id).cloned()) {
            Some(card) => {
                if signal.with_untracked(|known| *known != card) {
                    signal.set(card);
                }
            }
            None => self.cards.update_value(|cards| {
                cards.remove(&id);
            }),
        }
    }

    fn redraw(self) {
        let ids: Vec<ConversationId> = self.cards.with_value(|cards| cards.keys().copied().collect());
        for id in ids {
            self.refresh(id);
        }
        self.show_online();
        self.changed.update(|count| *count += 1);
    }

    fn show_online(self) {
        self.online.set(self.board.with_value(|board| board.online().to_vec()));
    }

    fn redraw_soon(self) {
        if self.settling.get_value() {
            return;
        }
        self.settling.set_value(true);
        set_timeout(
            move || {
                self.settling.set_value(false);
                self.changed.update(|count| *count += 1);
            },
            SETTLE,
        );
    }
}
