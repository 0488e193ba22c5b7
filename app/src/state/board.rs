//! The open conversations as this browser knows them, kept up to date by the event stream.
//!
//! An event is missed exactly when the one before it lies beyond what we know. From then on events are kept aside
//! until a snapshot comes, and those that the snapshot does not contain yet are applied to it: nothing is lost and
//! nothing is applied twice, however the snapshot and the stream overtake each other.

use std::collections::{HashMap, VecDeque};

use enlace_domain::{
    ConversationId,
    event::{StreamBody, StreamCursor, StreamEvent},
    view::{BoardCard, BoardSnapshot, PersonRef, QueueView},
};

/// How many events are kept aside while a snapshot is on its way; older ones fall out and make a gap again.
const ASIDE_LIMIT: usize = 4_096;

/// What an event did to the board.
#[derive(Clone, Debug, PartialEq)]
pub enum Applied {
    /// These conversations are different, new or gone.
    Changed(Vec<ConversationId>),
    /// Everything is different.
    Replaced,
    /// Events are missing: fetch a snapshot and [`BoardState::adopt`] it.
    NeedSnapshot,
    /// Nothing on the board is different.
    Unchanged,
}

/// The board's data.
#[derive(Clone, Debug, Default)]
pub struct BoardState {
    cards: HashMap<ConversationId, BoardCard>,
    queues: Vec<QueueView>,
    online: Vec<PersonRef>,
    cursor: Option<StreamCursor>,
    aside: VecDeque<StreamEvent>,
}

impl BoardState {
    /// The last event that is contained; `None` before the first snapshot.
    #[must_use]
    pub const fn cursor(&self) -> Option<StreamCursor> {
        self.cursor
    }

    /// One conversation, where it is open.
    #[must_use]
    pub fn card(&self, id: ConversationId) -> Option<&BoardCard> {
        self.cards.get(&id)
    }

    /// All open conversations, in no order.
    pub fn cards(&self) -> impl Iterator<Item = &BoardCard> {
        self.cards.values()
    }

    /// The queues, in the order of the columns.
    #[must_use]
    pub fn queues(&self) -> &[QueueView] {
        &self.queues
    }

    /// Who has a page open now.
    #[must_use]
    pub fn online(&self) -> &[PersonRef] {
        &self.online
    }

    /// Takes over a snapshot that was asked for. One that is older than what is known, while nothing is missing,
    /// was overtaken by the stream and changes nothing.
    pub fn adopt(&mut self, snapshot: BoardSnapshot) -> Applied {
        let overtaken = self.cursor.is_some_and(|known| snapshot.cursor < known);
        if overtaken && self.aside.is_empty() {
            Applied::Unchanged
        } else {
            self.replace(snapshot)
        }
    }

    /// Takes over a snapshot whatever was known before: the first event of a connection is the truth, even where the
    /// server's stream began anew. Events kept aside that it doesn't contain are applied to it.
    fn replace(&mut self, snapshot: BoardSnapshot) -> Applied {
        self.cards = snapshot
            .cards
            .into_iter()
            .filter(|card| card.status.is_open())
            .map(|c| (c.id, c))
            .collect();
        self.queues = snapshot.queues;
        self.online = snapshot.online;
        self.cursor = Some(snapshot.cursor);
        for event in std::mem::take(&mut self.aside) {
            if event.cursor > snapshot.cursor && self.apply(event) == Applied::NeedSnapshot {
                return Applied::NeedSnapshot;
            }
        }
        Applied::Replaced
    }

    /// Applies one event of the stream.
    pub fn apply(&mut self, event: StreamEvent) -> Applied {
        let StreamEvent { cursor, prev, body } = event;
        let body = match body {
            StreamBody::Snapshot(snapshot) => return self.replace(*snapshot),
            // whole lists, told on the side of the numbered changes: always good to know
            StreamBody::Online { people } => {
                self.online = people;
                self.pass(cursor, prev);
                return Applied::Unchanged;
            }
            // told on the side as well; of no concern to the board
            StreamBody::Attendance(_) => return Applied::Unchanged,
            body => body,
        };
        let Some(known) = self.cursor else {
            self.keep_aside(StreamEvent { cursor, prev, body });
            return Applied::NeedSnapshot;
        };
        if cursor <= known {
            return Applied::Unchanged;
        }
        if prev > known {
            self.keep_aside(StreamEvent { cursor, prev, body });
            return Applied::NeedSnapshot;
        }
        self.cursor = Some(cursor);
        match body {
            StreamBody::Card(card) => self.put(*card),
            _ => Applied::Unchanged,
        }
    }

    fn pass(&mut self, cursor: StreamCursor, prev: StreamCursor) {
        if self.cursor.is_some_and(|known| prev <= known && known < cursor) {
            self.cursor = Some(cursor);
        }
    }

    fn keep_aside(&mut self, event: StreamEvent) {
        if self.aside.len() == ASIDE_LIMIT {
            self.aside.pop_front();
        }
        self.aside.push_back(event);
    }

    fn put(&mut self, card: BoardCard) -> Applied {
        let id = card.id;
        let changed = if card.status.is_open() {
            let before = self.cards.insert(id, card);
            before.as_ref() != self.cards.get(&id)
        } else {
            self.cards.remove(&id).is_some()
        };
        if changed {
            Applied::Changed(vec![id])
        } else {
            Applied::Unchanged
        }
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::{ConversationStatus, view::Attendance};

    use super::*;
    use crate::state::testing::{NOON, at, card, card_event, person, snapshot};

    fn seeded(seq: i64, cards: Vec<BoardCard>) -> BoardState {
        let mut board = BoardState::default();
        assert_eq!(board.adopt(snapshot(seq, cards)), Applied::Replaced);
        board
    }

    #[test]
    fn an_event_before_any_snapshot_asks_for_one_and_is_not_lost() {
        let mut board = BoardState::default();
        let new = card("Zilda");
        assert_eq!(board.apply(card_event(6, 5, new.clone())), Applied::NeedSnapshot);
        assert_eq!(board.adopt(snapshot(5, vec![])), Applied::Replaced);
        assert_eq!(board.card(new.id), Some(&new));
        assert_eq!(board.cursor(), Some(at(6)));
    }

    #[test]
    fn the_same_event_twice_changes_nothing() {
        let mut board = seeded(5, vec![]);
        let event = card_event(6, 5, card("Zilda"));
        assert!(matches!(board.apply(event.clone()), Applied::Changed(ids) if ids.len() == 1));
        assert_eq!(board.apply(event), Applied::Unchanged);
    }

    #[test]
    fn an_older_event_never_undoes_a_newer_one() {
        let mut early = card("Zilda");
        let mut late = early.clone();
        early.preview = "oi".into();
        late.preview = "tudo bem?".into();
        let mut board = seeded(5, vec![]);
        board.apply(card_event(7, 5, late.clone()));
        assert_eq!(board.apply(card_event(6, 5, early)), Applied::Unchanged);
        assert_eq!(board.card(late.id), Some(&late));
    }

    #[test]
    fn a_gap_asks_for_a_snapshot_and_heals_in_whatever_order_things_come() {
        let (first, second, third) = (card("Ana"), card("Bia"), card("Caio"));
        let mut board = seeded(5, vec![]);
        // 6 is lost; 7 and 8 come while the snapshot is fetched; it was taken at 7
        assert_eq!(board.apply(card_event(7, 6, second.clone())), Applied::NeedSnapshot);
        assert_eq!(board.apply(card_event(8, 7, third.clone())), Applied::NeedSnapshot);
        assert_eq!(
            board.adopt(snapshot(7, vec![first.clone(), second.clone()])),
            Applied::Replaced
        );
        assert_eq!(board.cursor(), Some(at(8)));
        for card in [&first, &second, &third] {
            assert_eq!(board.card(card.id), Some(card));
        }
    }

    #[test]
    fn a_snapshot_that_the_gap_has_outgrown_asks_again() {
        let mut board = seeded(5, vec![]);
        assert_eq!(board.apply(card_event(9, 8, card("Ana"))), Applied::NeedSnapshot);
        assert_eq!(board.adopt(snapshot(7, vec![])), Applied::NeedSnapshot);
        assert_eq!(board.adopt(snapshot(9, vec![])), Applied::Replaced);
    }

    #[test]
    fn a_snapshot_between_two_events_is_no_gap() {
        let mut board = seeded(7, vec![]);
        assert!(matches!(
            board.apply(card_event(10, 5, card("Ana"))),
            Applied::Changed(_)
        ));
    }

    #[test]
    fn an_overtaken_snapshot_changes_nothing_but_that_of_a_connection_always_counts() {
        let known = card("Ana");
        let mut board = seeded(9, vec![known.clone()]);
        assert_eq!(board.adopt(snapshot(4, vec![])), Applied::Unchanged);
        assert_eq!(board.card(known.id), Some(&known));
        let begun_anew = StreamEvent {
            cursor: at(1),
            prev: at(0),
            body: StreamBody::Snapshot(Box::new(snapshot(1, vec![]))),
        };
        assert_eq!(board.apply(begun_anew), Applied::Replaced);
        assert_eq!((board.card(known.id), board.cursor()), (None, Some(at(1))));
    }

    #[test]
    fn a_closed_conversation_leaves_and_may_come_back() {
        let open = card("Ana");
        let mut board = seeded(1, vec![open.clone()]);
        let mut closed = open.clone();
        closed.status = ConversationStatus::Closed;
        assert_eq!(
            board.apply(card_event(2, 1, closed.clone())),
            Applied::Changed(vec![open.id])
        );
        assert_eq!(board.cards().count(), 0);
        assert_eq!(board.apply(card_event(3, 2, closed)), Applied::Unchanged);
        assert_eq!(
            board.apply(card_event(4, 3, open.clone())),
            Applied::Changed(vec![open.id])
        );
    }

    #[test]
    fn who_has_a_conversation_open_is_of_no_concern_and_no_gap() {
        let told = |seq| StreamEvent {
            cursor: at(seq),
            prev: at(seq),
            body: StreamBody::Attendance(Attendance {
                conversation: ConversationId::new(),
                at: NOON,
                people: vec![],
            }),
        };
        assert_eq!(BoardState::default().apply(told(5)), Applied::Unchanged);
        let mut board = seeded(5, vec![]);
        assert_eq!(board.apply(told(9)), Applied::Unchanged);
        assert_eq!(board.cursor(), Some(at(5)));
    }

    #[test]
    fn who_is_online_is_told_on_the_side() {
        let mut board = seeded(5, vec![]);
        let people = vec![person("Ana")];
        board.apply(StreamEvent {
            cursor: at(5),
            prev: at(5),
            body: StreamBody::Online { people: people.clone() },
        });
        assert_eq!((board.online(), board.cursor()), (people.as_slice(), Some(at(5))));
        assert!(matches!(
            board.apply(card_event(6, 5, card("Ana"))),
            Applied::Changed(_)
        ));
    }
}
