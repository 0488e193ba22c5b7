//! The lines of a thread: day separators, messages with what was made of them, system lines and what is on its way.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use enlace_domain::{
    DeliveryStatus, Direction, MessageId, MessageKind,
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

/// An emoji that stands on a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// Ours rather than the subscriber's.
    pub ours: bool,
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
        /// What was put on it.
        reactions: Vec<Reaction>,
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
            Self::Message {
                message,
                first,
                reactions,
            } => {
                let carried = carried(&message.attached, reactions);
                RowKey::Message(message.id, message.status, *first, message.undecided, carried)
            }
            Self::Pending(pending) => RowKey::Pending(pending.key, matches!(pending.state, PendingState::Failed(_))),
        }
    }
}

/// A number that is another one when a file has come, or the subscriber has reacted to the message, changed it or taken it
/// back.
fn carried(attached: &Attached, reactions: &[Reaction]) -> u64 {
    let mut hasher = DefaultHasher::new();
    reactions.hash(&mut hasher);
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
    let mut reactions = reactions(thread);
    for message in thread.messages() {
        if target(message).is_some_and(|target| reactions.contains_key(&target)) {
            continue;
        }
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
                reactions: reactions
                    .get_mut(&message.id)
                    .map(|of_each| std::mem::take(of_each).into_values().collect())
                    .unwrap_or_default(),
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

/// The message that a reaction is on, where we have it.
fn target(message: &ThreadMessage) -> Option<MessageId> {
    let quoted = message.attached.quoted.as_ref();
    quoted.filter(|_| message.kind == MessageKind::Reaction)?.id
}

/// What stands on each message that is here and was ever reacted to: the last emoji of each side. An empty one took it back.
fn reactions(thread: &ThreadState) -> HashMap<MessageId, BTreeMap<bool, Reaction>> {
    let mut of_each: HashMap<MessageId, BTreeMap<bool, Reaction>> = HashMap::new();
    for message in thread.messages() {
        let Some(target) = target(message).filter(|target| thread.message(*target).is_some()) else {
            continue;
        };
        let ours = message.direction == Direction::Outbound;
        let standing = of_each.entry(target).or_default();
        if message.body.is_empty() || message.attached.revoked_at.is_some() {
            standing.remove(&ours);
        } else {
            let emoji = message.body.clone();
            standing.insert(ours, Reaction { emoji, ours });
        }
    }
    of_each
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::offset};

    use enlace_domain::view::Quoted;

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
                Row::Message { message, first, .. } => format!("{} {first}", message.position),
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
    fn a_reaction_stands_on_its_message_and_is_no_row() {
        let view = view(1, vec![]);
        let of = |seq, body: &str| message(view.card.id, seq, body);
        let target = of(1, "já vou");
        let on = |seq, emoji: &str, id| ThreadMessage {
            direction: Direction::Inbound,
            kind: MessageKind::Reaction,
            attached: Attached {
                quoted: Some(Quoted {
                    id,
                    direction: None,
                    kind: None,
                    preview: String::new(),
                    elsewhere: None,
                }),
                ..Attached::default()
            },
            ..of(seq, emoji)
        };
        let mut thread = ThreadState::new(&view);
        let strange = on(3, "🎉", Some(MessageId::new()));
        thread.prepend(vec![target.clone(), on(2, "👍", Some(target.id)), strange], false);
        let shown = |thread: &ThreadState| -> Vec<(i64, Vec<String>)> {
            let rows = rows(thread, offset!(-3));
            let of_row = |row: &Row| match row {
                Row::Message { message, reactions, .. } => Some((
                    message.position,
                    reactions.iter().map(|one| one.emoji.clone()).collect(),
                )),
                _ => None,
            };
            rows.iter().filter_map(of_row).collect()
        };
        assert_eq!(shown(&thread), [(1, vec!["👍".to_owned()]), (3, vec![])]);
        thread.prepend(vec![on(4, "❤️", Some(target.id))], false);
        assert_eq!(shown(&thread)[0], (1, vec!["❤️".to_owned()]));
        thread.prepend(vec![on(5, "", Some(target.id))], false);
        assert_eq!(shown(&thread), [(1, vec![]), (3, vec![])]);
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
