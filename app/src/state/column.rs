//! The columns of the board: which cards, in which order, and how the queue stands.

use enlace_domain::{
    ConversationId, ConversationStatus, QueueKey,
    sla::{self, SlaState},
    view::BoardCard,
    window,
};
use time::OffsetDateTime;

use super::{BoardState, Filter};

/// Which column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKey {
    /// A queue's.
    Queue(QueueKey),
    /// What the automation is still understanding.
    Triage,
}

/// How the clocks of a column stand: how many cards in each state. Paused clocks count nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// More than a quarter of the time is left.
    pub in_time: usize,
    /// The last quarter.
    pub soon: usize,
    /// Past due.
    pub late: usize,
}

impl Shares {
    /// Not late, of all clocks that run, in percent, rounded down so that 100 means all; `None` without a clock.
    #[must_use]
    pub const fn on_time_percent(self) -> Option<usize> {
        let all = self.in_time + self.soon + self.late;
        ((self.in_time + self.soon) * 100).checked_div(all)
    }

    const fn add(&mut self, state: SlaState) {
        match state {
            SlaState::Paused => {}
            SlaState::InTime => self.in_time += 1,
            SlaState::Soon => self.soon += 1,
            SlaState::Late => self.late += 1,
        }
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which.
    pub key: ColumnKey,
    /// Its cards, the next to be answered first.
    pub cards: Vec<ConversationId>,
    /// Minutes until the first answer is due; `None` for the triage.
    pub first_answer_minutes: Option<i32>,
    /// Seconds that the longest waiting subscriber waits.
    pub oldest_wait: Option<i64>,
    /// How that subscriber's clock stands.
    pub oldest_state: SlaState,
    /// How the clocks stand.
    pub shares: Shares,
}

/// The columns that the filter shows, in order; the triage's last, where it is asked for.
#[must_use]
pub fn columns(board: &BoardState, filter: &Filter, triage: bool, now: OffsetDateTime) -> Vec<Column> {
    let prepared = filter.prepare(board.queues());
    let mut shown: Vec<&BoardCard> = board.cards().filter(|card| prepared.matches(card, now)).collect();
    shown.sort_by(|a, b| sla::urgency(a, b));

    let queues = filter
        .queues(board.queues())
        .map(|queue| (ColumnKey::Queue(queue.key), Some(queue.first_answer_minutes)));
    queues
        .chain(triage.then_some((ColumnKey::Triage, None)))
        .map(|(key, minutes)| {
            column(
                key,
                minutes,
                shown.iter().copied().filter(|card| key_of(card) == key),
                now,
            )
        })
        .collect()
}

const fn key_of(card: &BoardCard) -> ColumnKey {
    match card.queue {
        Some(queue) => ColumnKey::Queue(queue),
        None => ColumnKey::Triage,
    }
}

fn column<'a>(
    key: ColumnKey,
    first_answer_minutes: Option<i32>,
    cards: impl Iterator<Item = &'a BoardCard>,
    now: OffsetDateTime,
) -> Column {
    let mut column = Column {
        key,
        cards: Vec::new(),
        first_answer_minutes,
        oldest_wait: None,
        oldest_state: SlaState::Paused,
        shares: Shares::default(),
    };
    for card in cards {
        let state = sla::state(card.waiting_since, card.due_at, now);
        column.cards.push(card.id);
        column.shares.add(state);
        let wait = card.waiting_since.map(|since| (now - since).whole_seconds().max(0));
        if wait > column.oldest_wait {
            column.oldest_wait = wait;
            column.oldest_state = state;
        }
    }
    column
}

/// The figures above the board and on its filters, over all open conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// In a queue, held by nobody.
    pub waiting: usize,
    /// Held by somebody.
    pub in_progress: usize,
    /// Still with the automation.
    pub triage: usize,
    /// In the person's own queues.
    pub mine: usize,
    /// Held by nobody.
    pub unassigned: usize,
    /// Past due.
    pub late: usize,
    /// The 24-hour window closes within the hour.
    pub closing: usize,
}

/// Counts all open conversations at `now`.
#[must_use]
pub fn totals(board: &BoardState, now: OffsetDateTime) -> Totals {
    let mine: Vec<QueueKey> = board
        .queues()
        .iter()
        .filter(|queue| queue.mine)
        .map(|queue| queue.key)
        .collect();
    board.cards().fold(Totals::default(), |mut sum, card| {
        match card.status {
            ConversationStatus::Waiting => sum.waiting += 1,
            ConversationStatus::InProgress => sum.in_progress += 1,
            ConversationStatus::Automation | ConversationStatus::Closed => {}
        }
        sum.triage += usize::from(card.queue.is_none());
        sum.mine += usize::from(card.queue.is_some_and(|queue| mine.contains(&queue)));
        sum.unassigned += usize::from(card.queue.is_some() && card.assigned.is_none());
        sum.late += usize::from(sla::state(card.waiting_since, card.due_at, now) == SlaState::Late);
        sum.closing += usize::from(window::closes_soon(card.window_closes_at, now));
        sum
    })
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::state::{
        Scope,
        testing::{NOON, card, person, snapshot, waiting},
    };

    fn board(cards: Vec<BoardCard>) -> BoardState {
        let mut board = BoardState::default();
        board.adopt(snapshot(1, cards));
        board
    }

    #[test]
    fn the_next_to_be_answered_comes_first_and_the_answered_last() {
        let (late, soon, fresh) = (waiting("Ana", 6), waiting("Bia", 4), waiting("Caio", 1));
        let answered = BoardCard {
            waiting_since: None,
            due_at: None,
            ..card("Davi")
        };
        let all = vec![answered.clone(), fresh.clone(), late.clone(), soon.clone()];
        let columns = columns(&board(all), &Filter::default(), false, NOON);
        assert_eq!(columns.len(), 5);
        assert_eq!(columns[0].cards, [late.id, soon.id, fresh.id, answered.id]);
        assert_eq!(
            columns[0].shares,
            Shares {
                in_time: 1,
                soon: 1,
                late: 1
            }
        );
        assert_eq!(columns[0].shares.on_time_percent(), Some(66));
        assert_eq!(
            (columns[0].oldest_wait, columns[0].oldest_state),
            (Some(360), SlaState::Late)
        );
        assert_eq!(
            (columns[1].oldest_wait, columns[1].shares.on_time_percent()),
            (None, None)
        );
    }

    #[test]
    fn the_triage_has_a_column_when_asked_for() {
        let new = BoardCard {
            queue: None,
            status: ConversationStatus::Automation,
            due_at: None,
            ..card("Ana")
        };
        let board = board(vec![new.clone()]);
        assert!(
            columns(&board, &Filter::default(), false, NOON)
                .iter()
                .all(|column| column.cards.is_empty())
        );
        let with = columns(
            &board,
            &Filter {
                scope: Scope::Mine,
                ..Filter::default()
            },
            true,
            NOON,
        );
        assert_eq!(
            with.iter().map(|column| column.key).next_back(),
            Some(ColumnKey::Triage)
        );
        assert_eq!((with.len(), &with[2].cards), (3, &vec![new.id]));
    }

    #[test]
    fn totals_count_everything_whatever_is_filtered() {
        let held = BoardCard {
            status: ConversationStatus::InProgress,
            assigned: Some(person("Bia")),
            window_closes_at: Some(NOON + Duration::minutes(20)),
            ..waiting("Ana", 9)
        };
        let other = BoardCard {
            queue: Some(QueueKey::Financial),
            ..card("Caio")
        };
        let new = BoardCard {
            queue: None,
            status: ConversationStatus::Automation,
            due_at: None,
            ..card("Davi")
        };
        let sum = totals(&board(vec![held, other, new]), NOON);
        assert_eq!(
            sum,
            Totals {
                waiting: 1,
                in_progress: 1,
                triage: 1,
                mine: 1,
                unassigned: 1,
                late: 1,
                closing: 1
            }
        );
    }
}
