//! The clock of an answer that is due, and the order in which conversations are answered.
//!
//! The clock runs while the subscriber waits for us and pauses while we wait for the subscriber: a conversation
//! without a due time is paused. Due times are computed in the database (`due_after`); here they are only read.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::view::BoardCard;

/// How a conversation stands against its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlaState {
    /// Nobody waits: we answered, and it is the subscriber's turn.
    Paused,
    /// More than a quarter of the time is left.
    InTime,
    /// The last quarter, or the last minute of short clocks.
    Soon,
    /// Past due.
    Late,
}

/// Reads the clock at `now`.
#[must_use]
pub fn state(waiting_since: Option<OffsetDateTime>, due_at: Option<OffsetDateTime>, now: OffsetDateTime) -> SlaState {
    let Some(due) = due_at else { return SlaState::Paused };
    let left = due - now;
    if left <= Duration::ZERO {
        return SlaState::Late;
    }
    let whole: Duration = waiting_since.map_or(Duration::ZERO, |since| due - since);
    if left <= (whole / 4_i32).max(Duration::MINUTE) {
        SlaState::Soon
    } else {
        SlaState::InTime
    }
}

/// Who must be answered next: by priority, then by what is due first; the paused come last, the longest silent first.
#[must_use]
pub fn urgency(a: &BoardCard, b: &BoardCard) -> Ordering {
    let due = |card: &BoardCard| card.due_at.map(|at| at.unix_timestamp_nanos()).unwrap_or(i128::MAX);
    a.due_at
        .is_none()
        .cmp(&b.due_at.is_none())
        .then_with(|| a.priority.cmp(&b.priority))
        .then_with(|| due(a).cmp(&due(b)))
        .then_with(|| a.last_message_at.cmp(&b.last_message_at))
        .then_with(|| a.id.cmp(&b.id))
}

/// A span as the board shows it, in seconds: `4:10`, `-1:12` when late, `2 h 05` from an hour on, `3 d` from two days on.
#[must_use]
pub fn clock_text(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let s = seconds.abs();
    match s {
        0..3_600 => format!("{sign}{}:{:02}", s / 60, s % 60),
        3_600..172_800 => format!("{sign}{} h {:02}", s / 3_600, s % 3_600 / 60),
        _ => format!("{sign}{} d", s / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_clock_has_four_states() {
        let since = datetime!(2026-11-22 12:00 UTC);
        let due = since + Duration::minutes(30);
        let at = |minutes| state(Some(since), Some(due), since + Duration::minutes(minutes));
        assert_eq!(at(0), SlaState::InTime);
        assert_eq!(at(23), SlaState::Soon);
        assert_eq!(at(30), SlaState::Late);
        assert_eq!(state(None, None, since), SlaState::Paused);
    }

    #[test]
    fn spans_read_shortly() {
        assert_eq!(clock_text(250), "4:10");
        assert_eq!(clock_text(-72), "-1:12");
        assert_eq!(clock_text(7_500), "2 h 05");
        assert_eq!(clock_text(200_000), "2 d");
    }
}
