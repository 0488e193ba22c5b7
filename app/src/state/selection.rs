//! The card that the keyboard is on. It follows its card when the order changes.

use enlace_domain::ConversationId;

use super::Column;

/// A press of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next card of the column.
    Down,
    /// To the card before.
    Up,
    /// To the next column that has a card.
    Right,
    /// To the column before that has a card.
    Left,
}

/// Which card is selected, and where it was last seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    card: Option<ConversationId>,
    column: usize,
    row: usize,
}

impl Selection {
    /// The selected card.
    #[must_use]
    pub const fn card(self) -> Option<ConversationId> {
        self.card
    }

    /// Column and row, both from 0, where it was last seen.
    #[must_use]
    pub const fn place(self) -> (usize, usize) {
        (self.column, self.row)
    }

    /// Selects this card, if it is shown.
    #[must_use]
    pub fn on(columns: &[Column], card: ConversationId) -> Self {
        find(columns, card).map_or(Self::default(), |(column, row)| Self {
            card: Some(card),
            column,
            row,
        })
    }

    /// The selection after the columns have changed: on the same card where it is still shown, else on the card
    /// that has taken its place, else on none.
    #[must_use]
    pub fn settled(self, columns: &[Column]) -> Self {
        let Some(card) = self.card else { return self };
        match find(columns, card) {
            Some((column, row)) => Self {
                card: Some(card),
                column,
                row,
            },
            None => Self::at(columns, self.column, self.row),
        }
    }

    /// The selection after a step. The first step selects the first card there is.
    #[must_use]
    pub fn moved(self, columns: &[Column], step: Step) -> Self {
        let here = self.settled(columns);
        if here.card.is_none() {
            return (0..columns.len())
                .find_map(|column| filled(columns, column, 0))
                .unwrap_or_default();
        }
        match step {
            Step::Down => Self::at(columns, here.column, here.row + 1),
            Step::Up => Self::at(columns, here.column, here.row.saturating_sub(1)),
            Step::Right => (here.column + 1..columns.len())
                .find_map(|column| filled(columns, column, here.row))
                .unwrap_or(here),
            Step::Left => (0..here.column)
                .rev()
                .find_map(|column| filled(columns, column, here.row))
                .unwrap_or(here),
        }
    }

    /// The card at that place, or the last of its column.
    fn at(columns: &[Column], column: usize, row: usize) -> Self {
        filled(columns, column, row).unwrap_or_default()
    }
}

fn filled(columns: &[Column], column: usize, row: usize) -> Option<Selection> {
    let cards = &columns.get(column)?.cards;
    let row = row.min(cards.len().checked_sub(1)?);
    Some(Selection {
        card: Some(cards[row]),
        column,
        row,
    })
}

fn find(columns: &[Column], card: ConversationId) -> Option<(usize, usize)> {
    let row_in = |column: &Column| column.cards.iter().position(|id| *id == card);
    columns
        .iter()
        .enumerate()
        .find_map(|(index, column)| row_in(column).map(|row| (index, row)))
}

#[cfg(test)]
mod tests {
    use enlace_domain::{QueueKey, sla::SlaState};

    use super::*;
    use crate::state::{ColumnKey, Shares};

    fn columns(cards: [Vec<ConversationId>; 3]) -> Vec<Column> {
        let column = |(key, cards): (&QueueKey, Vec<ConversationId>)| Column {
            key: ColumnKey::Queue(*key),
            cards,
            first_answer_minutes: Some(5),
            oldest_wait: None,
            oldest_state: SlaState::Paused,
            shares: Shares::default(),
        };
        QueueKey::ALL.iter().zip(cards).map(column).collect()
    }

    fn ids<const N: usize>() -> [ConversationId; N] {
        std::array::from_fn(|_| ConversationId::new())
    }

    #[test]
    fn keys_walk_within_and_between_columns_and_skip_the_empty() {
        let [a, b, c, d] = ids();
        let board = columns([vec![a, b, c], vec![], vec![d]]);
        let walk = |steps: &[Step]| {
            steps
                .iter()
                .fold(Selection::default(), |at, step| at.moved(&board, *step))
                .card()
        };
        assert_eq!(walk(&[Step::Up]), Some(a));
        assert_eq!(
            walk(&[Step::Down, Step::Down, Step::Down, Step::Down, Step::Down]),
            Some(c)
        );
        assert_eq!(walk(&[Step::Down, Step::Down, Step::Right]), Some(d));
        assert_eq!(walk(&[Step::Down, Step::Right, Step::Right]), Some(d));
        assert_eq!(walk(&[Step::Down, Step::Right, Step::Left, Step::Left]), Some(a));
        let empty = columns([vec![], vec![], vec![]]);
        assert_eq!(Selection::default().moved(&empty, Step::Down).card(), None);
        let only_last = columns([vec![], vec![], vec![d]]);
        assert_eq!(Selection::default().moved(&only_last, Step::Down).card(), Some(d));
    }

    #[test]
    fn the_selection_follows_its_card_when_the_order_changes() {
        let [a, b, c] = ids();
        let before = columns([vec![a, b, c], vec![], vec![]]);
        let on_b = Selection::on(&before, b);
        let after = columns([vec![c, a], vec![b], vec![]]);
        assert_eq!(on_b.settled(&after).place(), (1, 0));
        assert_eq!(on_b.moved(&after, Step::Left).card(), Some(c));
    }

    #[test]
    fn when_its_card_leaves_the_next_takes_its_place() {
        let [a, b, c] = ids();
        let on_b = Selection::on(&columns([vec![a, b, c], vec![], vec![]]), b);
        assert_eq!(on_b.settled(&columns([vec![a, c], vec![], vec![]])).card(), Some(c));
        assert_eq!(on_b.settled(&columns([vec![a], vec![], vec![]])).card(), Some(a));
        assert_eq!(on_b.settled(&columns([vec![], vec![c], vec![]])).card(), None);
    }
}
