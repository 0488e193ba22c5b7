//! Looking for a message whose sending is in doubt.

use enlace_domain::DeliveryStatus;
use enlace_whatsapp::{Accepted, Provider, SendError};
use serde_json::{Value, json};
use time::{OffsetDateTime, macros::datetime};

use crate::twilio_stand_in::{ACCOUNT, SID, Twilio, reply};

const ATTEMPT: OffsetDateTime = datetime!(2026-11-22 12:00:00.7 UTC);

fn record(sid: &str, direction: &str, body: &str, created: &str) -> Value {
    json!({ "sid": sid, "status": "delivered", "direction": direction, "body": body, "error_code": null,
            "date_created": created, "date_sent": null })
}

async fn found(messages: Value) -> Option<Accepted> {
    let twilio = Twilio::answering(200, json!({ "messages": messages, "page": 0 }).to_string()).await;
    twilio.client().find_recent(&reply(), ATTEMPT).await.unwrap()
}

#[tokio::test]
async fn the_list_is_asked_for_this_subscriber_since_the_attempt() {
    let twilio = Twilio::answering(200, r#"{"messages":[]}"#).await;
    assert_eq!(twilio.client().find_recent(&reply(), ATTEMPT).await, Ok(None));
    let asked = twilio.asked_once();
    assert_eq!(
        asked.uri.path(),
        format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json")
    );
    let query = asked.query();
    let expected = [
        ("To", "whatsapp:+556298765432"),
        ("DateSent>", "2026-11-22T11:59:55Z"),
        ("PageSize", "50"),
    ];
    assert_eq!(query, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn the_newest_of_the_same_words_is_it() {
    let same = |sid, created| record(sid, "outbound-api", "oi", created);
    let messages = json!([
        same("SM3", "Sun, 22 Nov 2026 12:00:01 +0000"),
        same("SM2", "Sun, 22 Nov 2026 12:00:01 +0000"),
        same("SM1", "Sun, 22 Nov 2026 12:00:00 +0000"),
    ]);
    let expected = Accepted {
        provider_message_id: "SM3".to_owned(),
        status: DeliveryStatus::Delivered,
        wa_id: None,
    };
    assert_eq!(found(messages).await, Some(expected));
}

#[tokio::test]
async fn another_message_is_not_taken_for_it() {
    let now = "Sun, 22 Nov 2026 12:00:01 +0000";
    assert_eq!(found(json!([record(SID, "outbound-api", "olá", now)])).await, None);
    assert_eq!(found(json!([record(SID, "inbound", "oi", now)])).await, None);
    let before = "Sun, 22 Nov 2026 11:59:54 +0000";
    assert_eq!(found(json!([record(SID, "outbound-api", "oi", before)])).await, None);
}

#[tokio::test]
async fn a_look_up_without_an_answer_may_be_made_again() {
    for (status, body) in [(200, "<html>"), (502, "")] {
        let twilio = Twilio::answering(status, body).await;
        let error = twilio.client().find_recent(&reply(), ATTEMPT).await.unwrap_err();
        assert!(matches!(error, SendError::RetryLater { .. }), "{error:?}");
    }
}
