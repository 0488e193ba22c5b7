//! What a thread shows, however its messages come.

use enlace_domain::{
    DeliveryStatus::{Delivered, Failed, Queued, Read, Sent},
    WaitingFor,
};
use time::Duration;

use super::*;
use crate::state::testing::{NOON, at, message, view};

fn thread(messages: Vec<ThreadMessage>) -> ThreadState {
    ThreadState::new(&view(5, messages))
}

fn out(thread: &ThreadState, seq: i64, status: DeliveryStatus) -> ThreadMessage {
    ThreadMessage {
        status,
        ..message(thread.conversation(), seq, "oi")
    }
}

#[test]
fn messages_stand_in_order_however_they_come() {
    let mut thread = thread(vec![]);
    let (first, second) = (out(&thread, 1, Queued), out(&thread, 2, Queued));
    assert!(thread.apply(at(7), second.clone()));
    thread.prepend(vec![first.clone()], false);
    assert_eq!(thread.messages().collect::<Vec<_>>(), [&first, &second]);
}

#[test]
fn one_that_comes_late_is_put_at_its_place_and_is_what_was_heard_last() {
    let heard = |position, second| ThreadMessage {
        direction: Direction::Inbound,
        at: NOON + Duration::seconds(second),
        ..message(ConversationId::new(), position, "oi")
    };
    let mut thread = thread(vec![heard(100, 0), heard(300, 1)]);
    let late = ThreadMessage {
        conversation: thread.conversation(),
        ..heard(200, 2)
    };
    assert!(thread.apply(at(7), late.clone()));
    assert_eq!(
        thread.messages().map(|m| m.position).collect::<Vec<_>>(),
        [100, 200, 300]
    );
    assert_eq!(thread.last_heard(), Some(&late));
}

#[test]
fn what_stands_above_the_first_one_here_waits_for_the_older_ones() {
    let mut thread = thread(vec![]);
    let (here, above) = (out(&thread, 10, Sent), out(&thread, 5, Sent));
    thread.prepend(vec![here], true);
    assert!(!thread.apply(at(7), above.clone()));
    thread.prepend(vec![above], false);
    assert_eq!(thread.messages().map(|m| m.position).collect::<Vec<_>>(), [5, 10]);
}

#[test]
fn a_repeat_an_old_event_and_a_strange_conversation_change_nothing() {
    let mut thread = thread(vec![]);
    let message = out(&thread, 1, Sent);
    assert!(thread.apply(at(7), message.clone()));
    assert!(!thread.apply(at(7), message.clone()));
    assert!(!thread.apply(at(6), out(&thread, 2, Sent)));
    let mut strange = message;
    strange.conversation = ConversationId::new();
    assert!(!thread.apply(at(9), strange));
    assert_eq!(thread.messages().count(), 1);
}

#[test]
fn ticks_never_step_back() {
    let mut thread = thread(vec![]);
    let queued = out(&thread, 1, Queued);
    thread.apply(
        at(6),
        ThreadMessage {
            status: Delivered,
            ..queued.clone()
        },
    );
    // the answer of the server function arrives after the provider's report
    assert!(!thread.confirm(queued.clone()));
    assert!(!thread.apply(
        at(7),
        ThreadMessage {
            status: Sent,
            ..queued.clone()
        }
    ));
    assert_eq!(thread.messages().map(|m| m.status).collect::<Vec<_>>(), [Delivered]);
    assert!(thread.apply(at(8), ThreadMessage { status: Read, ..queued }));
}

#[test]
fn a_failed_message_is_queued_again_only_by_what_is_known_to_be_later() {
    let mut thread = thread(vec![]);
    let failed = ThreadMessage {
        error: Some("sem WhatsApp".into()),
        ..out(&thread, 1, Failed)
    };
    let queued = ThreadMessage {
        error: None,
        status: Queued,
        ..failed.clone()
    };
    thread.apply(at(6), failed.clone());
    assert!(!thread.confirm(queued.clone()));
    assert_eq!(thread.message(failed.id), Some(&failed));
    thread.retried(queued.clone());
    assert_eq!(thread.message(failed.id), Some(&queued));
}

#[test]
fn a_message_that_waits_holds_up_those_behind_it_until_it_has_left() {
    let mut thread = thread(vec![]);
    let waiting = Waiting {
        reason: WaitingFor::ChannelDown,
        since: NOON,
    };
    let first = ThreadMessage {
        waiting: Some(waiting),
        ..out(&thread, 1, Queued)
    };
    let second = out(&thread, 2, Queued);
    thread.apply(at(6), first.clone());
    thread.apply(at(7), second.clone());
    assert_eq!(thread.held_up(first.id), Some(HeldUp::By(waiting)));
    assert_eq!(thread.held_up(second.id), Some(HeldUp::Behind));
    // an answer of a server function is as old as it took
    thread.confirm(ThreadMessage {
        waiting: None,
        ..first.clone()
    });
    assert_eq!(thread.held_up(first.id), Some(HeldUp::By(waiting)));
    let left = ThreadMessage {
        status: Sent,
        waiting: None,
        ..first.clone()
    };
    thread.apply(at(8), left);
    assert_eq!((thread.held_up(first.id), thread.held_up(second.id)), (None, None));
}

#[test]
fn what_is_sent_shows_at_once_and_once() {
    let mut thread = thread(vec![]);
    let key = Uuid::from_u128(7);
    thread.send(key, "já vou ver".into(), NOON);
    assert_eq!(thread.pending().len(), 1);
    let stored = ThreadMessage {
        client_key: Some(key),
        ..out(&thread, 1, Queued)
    };
    assert!(thread.apply(at(6), stored.clone()));
    assert!(thread.pending().is_empty());
    assert!(!thread.confirm(stored));
    assert_eq!(thread.messages().count(), 1);
}

#[test]
fn a_failed_sending_is_tried_again_under_the_same_key_or_taken_back() {
    let mut thread = thread(vec![]);
    let key = Uuid::from_u128(7);
    thread.send(key, "oi".into(), NOON);
    assert_eq!(thread.try_again(key), None);
    thread.fail(key, "sem conexão".into());
    assert_eq!(thread.try_again(key), Some("oi".into()));
    assert_eq!(thread.pending()[0].state, PendingState::Sending);
    assert_eq!(thread.take_back(key), None);
    thread.fail(key, "sem conexão".into());
    assert_eq!(thread.take_back(key), Some("oi".into()));
    assert!(thread.pending().is_empty());
}

#[test]
fn a_view_fetched_after_a_gap_fills_it_and_hides_no_hole() {
    let mut thread = thread(vec![]);
    let id = thread.conversation();
    thread.prepend(vec![message(id, 1, "a"), message(id, 2, "b")], false);
    let mut later = view(9, vec![message(id, 2, "b"), message(id, 3, "c")]);
    later.card.id = id;
    later.messages[0].id = thread.messages().nth(1).unwrap().id;
    thread.adopt(&later);
    assert_eq!(thread.messages().map(|m| m.position).collect::<Vec<_>>(), [1, 2, 3]);
    let mut far = view(90, vec![message(id, 80, "z")]);
    far.has_older = true;
    thread.adopt(&far);
    assert_eq!(thread.messages().map(|m| m.position).collect::<Vec<_>>(), [80]);
    assert!(thread.has_older());
}

#[test]
fn a_stale_view_does_not_undo_the_stream() {
    let mut thread = thread(vec![]);
    let read = out(&thread, 1, Read);
    thread.apply(at(20), read.clone());
    let stale = view(
        10,
        vec![ThreadMessage {
            status: Sent,
            at: NOON + Duration::SECOND,
            ..read.clone()
        }],
    );
    thread.adopt(&stale);
    assert_eq!(thread.message(read.id).map(|m| m.status), Some(Read));
}
