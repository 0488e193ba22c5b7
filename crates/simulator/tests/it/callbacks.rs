//! The steps of a message, as the desk hears them.

use enlace_simulator::{CallbackFault, SendFault, WireStatus};
use enlace_whatsapp::twilio::signature;

use crate::{SUBSCRIBER, TOKEN, desk::Call, say, town};

fn sids(calls: &[Call]) -> usize {
    calls
        .iter()
        .filter(|call| !call.field("MessageStatus").is_empty())
        .count()
}

#[tokio::test]
async fn steps_come_signed_and_in_order_and_read_when_it_is_read() {
    let (town, desk) = town().await;
    say(&town, &desk, "oi").await.unwrap();
    let sid = town.outbox()[0].sid.clone();
    // Asked at once: it waits until the message is there.
    town.mark_read(&sid).await.unwrap();
    assert_eq!(desk.statuses(), ["sent", "delivered", "read"]);
    assert_eq!(town.outbox()[0].status, WireStatus::Read);
    let calls = desk.calls();
    let read = &calls[2];
    assert_eq!((read.field("EventType"), read.field("To")), ("READ", SUBSCRIBER));
    assert_eq!(read.field("MessageSid"), sid.as_str());
    for call in &calls {
        let fields: Vec<(String, String)> = call.fields.clone().into_iter().collect();
        let url = desk.webhook().to_string();
        signature::verify(&TOKEN.into(), &url, &fields, &call.signature).unwrap();
        assert!(signature::verify(&"another".into(), &url, &fields, &call.signature).is_err());
    }
    // A second opening tells nothing.
    town.mark_read(&sid).await.unwrap();
    assert_eq!(desk.calls().len(), 3);
}

#[tokio::test]
async fn a_quiet_town_reads_nothing_by_itself() {
    let (town, desk) = town().await;
    say(&town, &desk, "oi").await.unwrap();
    desk.until(|calls| sids(calls) == 2).await;
    assert_eq!(desk.statuses(), ["sent", "delivered"]);
    assert_eq!(town.outbox()[0].status, WireStatus::Delivered);
}

#[tokio::test]
async fn callbacks_are_dropped_doubled_and_shuffled_when_ordered() {
    let (town, desk) = town().await;
    for fault in [CallbackFault::Drop, CallbackFault::Duplicate, CallbackFault::Shuffle] {
        town.faults().next_callbacks(fault, 1);
    }
    for body in ["um", "dois", "três"] {
        say(&town, &desk, body).await.unwrap();
    }
    let outbox = town.outbox();
    town.mark_read(&outbox[0].sid).await.unwrap();
    desk.until(|calls| sids(calls) == 6).await;
    let of = |index: usize| -> Vec<String> {
        let calls = desk.calls();
        let own = calls
            .iter()
            .filter(|call| call.field("MessageSid") == outbox[index].sid.as_str());
        own.map(|call| call.field("MessageStatus").to_owned()).collect()
    };
    assert_eq!(of(0), [""; 0]);
    assert_eq!(of(1), ["sent", "sent", "delivered", "delivered"]);
    assert_eq!(of(2), ["delivered", "sent"]);
    assert_eq!(town.account().callbacks_dropped, 3);
    assert_eq!(town.outbox()[2].status, WireStatus::Delivered);
}

#[tokio::test]
async fn a_message_outside_the_window_is_taken_and_given_up_later() {
    let (town, desk) = town().await;
    town.faults().next_sends(SendFault::Undelivered { code: 63_016 }, 1);
    assert_eq!(say(&town, &desk, "oi").await.unwrap().status(), 201);
    let calls = desk.until(|calls| sids(calls) == 2).await;
    assert_eq!(calls[1].field("MessageStatus"), "undelivered");
    assert_eq!(calls[1].field("ErrorCode"), "63016");
    let sent = &town.outbox()[0];
    assert_eq!((sent.status, sent.error_code), (WireStatus::Undelivered, Some(63_016)));
    // What never arrived is never read.
    town.mark_read(&sent.sid).await.unwrap();
    assert_eq!(desk.statuses(), ["sent", "undelivered"]);
}
