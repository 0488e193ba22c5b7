//! The desk at one moment, counted from its board as the dashboard's panel counts it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Capacity;
use crate::{
    Priority, QueueKey,
    sla::{self, SlaState},
    view::{BoardCard, BoardSnapshot, DeskHealth},
};

/// What the panel of this moment shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RightNow {
    /// Each queue, in the board's order.
    pub queues: Vec<QueueRightNow>,
    /// Who is online, by name.
    pub people: Vec<PersonRightNow>,
    /// The channels, and what else the desk stands on.
    pub health: DeskHealth,
}

/// A queue at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRightNow {
    /// Which.
    pub key: QueueKey,
    /// How urgent its conversations are.
    pub priority: Priority,
    /// Open conversations that nobody holds.
    pub waiting: i64,
    /// Open conversations that somebody holds.
    pub held: i64,
    /// Seconds for which the subscriber who has waited longest has waited; `None` where nobody waits.
    pub oldest: Option<i64>,
    /// Open conversations whose answer is nearly late.
    pub at_risk: i64,
    /// Open conversations whose answer is late.
    pub late: i64,
}

/// Somebody who is online.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRightNow {
    /// Who.
    pub name: String,
    /// Open conversations that they hold.
    pub held: i64,
    /// How many they may hold, where that is told.
    pub most: Option<i32>,
}

impl RightNow {
    /// Counts a board; `capacities` are those of all who may log in.
    #[must_use]
    pub fn of(board: &BoardSnapshot, capacities: &[Capacity], health: DeskHealth) -> Self {
        let queues = board.queues.iter().map(|queue| {
            let mut now = QueueRightNow {
                key: queue.key,
                priority: queue.priority,
                waiting: 0,
                held: 0,
                oldest: None,
                at_risk: 0,
                late: 0,
            };
            for card in board.cards.iter().filter(|card| card.queue == Some(queue.key)) {
                now.add(card, board.server_time);
            }
            now
        });
        let mut people: Vec<PersonRightNow> = board
            .online
            .iter()
            .map(|person| {
                let mine = |card: &&BoardCard| card.assigned.as_ref().is_some_and(|holder| holder.id == person.id);
                let held = board.cards.iter().filter(mine).count();
                let capacity = capacities.iter().find(|one| one.person == person.id);
                PersonRightNow {
                    name: person.name.clone(),
                    held: i64::try_from(held).unwrap_or(i64::MAX),
                    most: capacity.filter(|one| one.is_told(held)).map(|one| one.most),
                }
            })
            .collect();
        people.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Self {
            queues: queues.collect(),
            people,
            health,
        }
    }
}

impl QueueRightNow {
    fn add(&mut self, card: &BoardCard, now: OffsetDateTime) {
        let state = sla::state(card.waiting_since, card.due_at, now);
        self.waiting += i64::from(card.assigned.is_none());
        self.held += i64::from(card.assigned.is_some());
        self.at_risk += i64::from(state == SlaState::Soon);
        self.late += i64::from(state == SlaState::Late);
        let waited = card.waiting_since.map(|since| (now - since).whole_seconds().max(0));
        self.oldest = self.oldest.max(waited);
    }
}
