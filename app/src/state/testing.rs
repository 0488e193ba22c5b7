//! Cards, people and events for the tests of this folder.

use enlace_domain::{
    ConversationId, ConversationStatus, DeliveryStatus, Direction, Means, MessageId, MessageKind, PersonId, Priority,
    Protocol, QueueKey, Window,
    event::{StreamBody, StreamCursor, StreamEvent},
    view::{Attached, Author, BoardCard, BoardSnapshot, PersonRef, QueueView, ThreadMessage, ThreadView},
};
use time::{Duration, OffsetDateTime, macros::datetime};

/// When these tests take place.
pub const NOON: OffsetDateTime = datetime!(2026-11-22 15:00 UTC);

/// The `seq`th event of the stream.
pub fn at(seq: i64) -> StreamCursor {
    StreamCursor { xid: 700, seq }
}

/// Somebody of that name.
pub fn person(name: &str) -> PersonRef {
    PersonRef {
        id: PersonId::new(),
        name: name.into(),
    }
}

/// A conversation that has just been put in the urgent queue.
pub fn card(name: &str) -> BoardCard {
    BoardCard {
        id: ConversationId::new(),
        protocol: Protocol::new(NOON.date(), 1).unwrap(),
        name: name.into(),
        customer: None,
        queue: Some(QueueKey::TechnicalUrgent),
        priority: Priority::URGENT,
        status: ConversationStatus::Waiting,
        assigned: None,
        preview: "caiu tudo aqui".into(),
        preview_direction: Direction::Inbound,
        preview_kind: MessageKind::Text,
        waiting_since: Some(NOON),
        due_at: Some(NOON + Duration::minutes(5)),
        last_message_at: NOON,
        window_closes_at: Some(NOON + Duration::hours(24)),
        created_at: NOON,
        escalated: false,
        unsent: false,
    }
}

/// The same, waiting for so many minutes.
pub fn waiting(name: &str, minutes: i64) -> BoardCard {
    let since = NOON - Duration::minutes(minutes);
    BoardCard {
        waiting_since: Some(since),
        due_at: Some(since + Duration::minutes(5)),
        ..card(name)
    }
}

/// A change of one card.
pub fn card_event(cursor: i64, prev: i64, card: BoardCard) -> StreamEvent {
    StreamEvent {
        cursor: at(cursor),
        prev: at(prev),
        body: StreamBody::Card(Box::new(card)),
    }
}

/// The five queues; the first two are mine.
pub fn queues() -> Vec<QueueView> {
    let first_answer = [5, 30, 60, 120, 10];
    let of = |(key, minutes): (&QueueKey, i32)| QueueView {
        key: *key,
        priority: Priority::URGENT,
        first_answer_minutes: minutes,
        escalates: true,
        mine: *key <= QueueKey::TechnicalNormal,
    };
    QueueKey::ALL.iter().zip(first_answer).map(of).collect()
}

/// The board after the event of that number.
pub fn snapshot(seq: i64, cards: Vec<BoardCard>) -> BoardSnapshot {
    BoardSnapshot {
        cursor: at(seq),
        server_time: NOON,
        queues: queues(),
        cards,
        online: vec![],
    }
}

/// A message of ours, queued.
pub fn message(conversation: ConversationId, position: i64, body: &str) -> ThreadMessage {
    ThreadMessage {
        id: MessageId::new(),
        conversation,
        position,
        direction: Direction::Outbound,
        author: Author::Automation,
        kind: MessageKind::Text,
        body: body.into(),
        choices: vec![],
        attached: Attached::default(),
        status: DeliveryStatus::Queued,
        error: None,
        undecided: false,
        waiting: None,
        at: NOON,
        written_at: None,
        client_key: None,
    }
}

/// A conversation's page after the event of that number.
pub fn view(seq: i64, messages: Vec<ThreadMessage>) -> ThreadView {
    ThreadView {
        cursor: at(seq),
        server_time: NOON,
        card: card("Maria das Graças"),
        window: Window::Open {
            closes_at: NOON + Duration::hours(24),
        },
        contact_phone: None,
        channel: "Principal".into(),
        means: Means::default(),
        customer: None,
        messages,
        has_older: false,
        past: vec![],
        merges: vec![],
        outcome: None,
        erased_at: None,
    }
}
