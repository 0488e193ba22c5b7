//! The clock on a card.

use enlace_domain::{
    sla::{self, SlaState},
    view::BoardCard,
};
use time::OffsetDateTime;

/// The clock of a card: the time left (below zero when late) and how that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// As the card shows it.
    pub text: String,
    /// Seconds left; negative when late.
    pub left: i64,
    /// Which colour and word.
    pub state: SlaState,
}

/// Reads a card's clock at `now`; `None` while nobody waits for us.
#[must_use]
pub fn due(card: &BoardCard, now: OffsetDateTime) -> Option<Due> {
    let left = (card.due_at? - now).whole_seconds();
    Some(Due {
        text: sla::clock_text(left),
        left,
        state: sla::state(card.waiting_since, card.due_at, now),
    })
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::state::testing::{NOON, card};

    #[test]
    fn a_clock_runs_below_zero() {
        let card = card("Ana");
        assert_eq!(due(&card, NOON).map(|due| due.text), Some("5:00".into()));
        let late = due(&card, NOON + Duration::seconds(372)).unwrap();
        assert_eq!(
            (late.text.as_str(), late.left, late.state),
            ("-1:12", -72, SlaState::Late)
        );
        assert_eq!(due(&BoardCard { due_at: None, ..card }, NOON), None);
    }
}
