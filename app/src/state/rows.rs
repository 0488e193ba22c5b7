//! The lines of a thread: day separators, messages, system lines and what is on its way.

use std::hash::{DefaultHasher, Hash, Hasher};

use enlace_domain::{
    DeliveryStatus, Direction, MessageId,
    event::SystemLine,
    view::{Attached, Author, ThreadMessage},
};
use time::{Date, OffsetDateTime, UtcOffset};
use uuid::Uuid;

use super::{Pending, PendingState, ThreadState};

/// What a row is known by: a page keeps its element as long as it is the same, and draws that one anew when it isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// A day's separator.
    Day(Date),
    /// A message or system line, with what changes in it: its ticks, whether it names its author, whether people are
    /// asked if it arrived, and how what it carries stands.
    Message(MessageId, DeliveryStatus, bool, bool, u64),
    /// Not confirmed yet; whether it failed.
    Pending(Uuid, bool),
}

/// A row of the thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Here a day begins: its first moment of writing and, for the key, its date.
    Day(OffsetDateTime, Date),
    /// A quiet line; `None` where this version doesn't know its kind.
    System(ThreadMessage, Option<SystemLine>),
    /// A bubble.
    Message {
        /// The message.
        message: ThreadMessage,
        /// Whether it is the first of its author's in a row: only that one names the author.
        first: bool,
    },
    /// A bubble on its way.
    Pending(Pending),
}

impl Row {
    /// What the row is known by.
    #[must_use]
    pub fn key(&self) -> RowKey {
        match self {
            Self::Day(_, day) => RowKey::Day(*day),
            Self::System(message, _) => RowKey::Message(message.id, message.status, false, false, 0),
            Self::Message { message, first } => {
                let carried = carried(&message.attached);
                RowKey::Message(message.id, message.status, *first, message.undecided, carried)
            }
            Self::Pending(pending) => RowKey::Pending(pending.key, matches!(pending.state, PendingState::Failed(_))),
        }
    }
}

/// A number that is another one when a file has come, or the subscriber has changed or taken back the message.
fn carried(attached: &Attached) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in &attached.media {
        (file.state, file.bytes).hash(&mut hasher);
    }
    (attached.edited_at, attached.revoked_at).hash(&mut hasher);
    hasher.finish()
}

/// The rows of a thread, oldest first. Days are those of `zone`.
#[must_use]
pub fn rows(thread: &ThreadState, zone: UtcOffset) -> Vec<Row> {
    let local_date = |at: OffsetDateTime| at.to_offset(zone).date();
    let mut rows = Vec::new();
    let mut day = None;
    let mut author: Option<&Author> = None;
    for message in thread.messages() {
        let its_day = local_date(message.at);
        if day < Some(its_day) {
            day = Some(its_day);
            author = None;
            rows.push(Row::Day(message.at, its_day));
        }
        if message.direction == Direction::System {
            author = None;
            rows.push(Row::System(message.clone(), serde_json::from_str(&message.body).ok()));
        } else {
            rows.push(Row::Message {
                message: message.clone(),
                first: author != Some(&message.author),
            });
            author = Some(&message.author);
        }
    }
    for pending in thread.pending() {
        let its_day = local_date(pending.at);
        if day < Some(its_day) {
            day = Some(its_day);
            rows.push(Row::Day(pending.at, its_day));
        }
        rows.push(Row::Pending(pending.clone()));
    }
    rows
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::offset};

    use super::*;
    use crate::state::testing::{NOON, message, person, view};

    #[test]
    fn a_day_begins_once_and_authors_are_named_once_in_a_row() {
        let view = view(1, vec![]);
        let of = |seq, hours: i64| ThreadMessage {
            at: NOON + Duration::hours(hours),
            ..message(view.card.id, seq, "oi")
        };
        let mut thread = ThreadState::new(&view);
        let line = ThreadMessage {
            direction: Direction::System,
            author: Author::System,
            body: serde_json::to_string(&SystemLine::Claimed { by: person("Ana") }).unwrap(),
            ..of(3, 1)
        };
        thread.prepend(vec![of(1, 0), of(2, 0), line, of(4, 1), of(5, 24)], false);
        thread.send(Uuid::from_u128(1), "já vou".into(), NOON + Duration::hours(48));
        let told: Vec<_> = rows(&thread, offset!(-3))
            .iter()
            .map(|row| match row {
                Row::Day(_, day) => format!("day {}", day.day()),
                Row::System(_, line) => format!("line {}", line.is_some()),
                Row::Message { message, first } => format!("{} {first}", message.seq),
                Row::Pending(_) => "pending".into(),
            })
            .collect();
        assert_eq!(
            told,
            [
                "day 22",
                "1 true",
                "2 false",
                "line true",
                "4 true",
                "day 23",
                "5 true",
                "day 24",
                "pending"
            ]
        );
    }

    #[test]
    fn a_line_of_a_later_version_stays_visible() {
        let view = view(1, vec![]);
        let line = ThreadMessage {
            direction: Direction::System,
            body: "{\"line\":\"new\"}".into(),
            ..message(view.card.id, 1, "")
        };
        let mut thread = ThreadState::new(&view);
        thread.prepend(vec![line], false);
        assert!(matches!(rows(&thread, offset!(-3))[1], Row::System(_, None)));
    }
}
