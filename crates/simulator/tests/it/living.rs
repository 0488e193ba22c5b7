//! A town full of people, in a great hurry.

use std::collections::HashSet;

use enlace_simulator::{Town, WireStatus};
use tokio_util::sync::CancellationToken;

use crate::{BUSINESS, desk::Desk, quiet, send};

#[tokio::test]
async fn people_write_read_what_they_get_and_answer_it() {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    config.quiet = false;
    config.pace = 500.0;
    config.subscribers = 4_000;
    let town = Town::start(config).await.unwrap();
    let stop = CancellationToken::new();
    let running = tokio::spawn(town.clone().run(stop.clone()));

    // The burst and more: different people, different words.
    let calls = desk.until(|calls| calls.len() >= 60).await;
    let people: HashSet<&str> = calls.iter().map(|call| call.field("From")).collect();
    let words: HashSet<&str> = calls.iter().map(|call| call.field("Body")).collect();
    assert!(people.len() >= 25, "{} people", people.len());
    assert!(words.len() >= 30, "{} different words", words.len());

    // Each is asked something; somebody reads it and answers.
    let from = format!("whatsapp:{BUSINESS}");
    let callback = desk.webhook().to_string();
    for person in people.iter().take(12) {
        let fields = [
            ("To", *person),
            ("From", &*from),
            ("Body", "Qual luz está acesa?"),
            ("StatusCallback", &*callback),
        ];
        assert_eq!(send(&town, &fields).await.unwrap().status(), 201);
    }
    desk.until(|calls| calls.iter().any(|call| call.field("MessageStatus") == "read"))
        .await;
    assert!(town.outbox().iter().any(|sent| sent.status == WireStatus::Read));
    let asked: HashSet<String> = people.iter().take(12).map(|person| (*person).to_owned()).collect();
    let before = calls.len();
    desk.until(|calls| {
        calls[before..]
            .iter()
            .any(|call| call.field("SmsStatus") == "received" && asked.contains(call.field("From")))
    })
    .await;

    stop.cancel();
    running.await.unwrap();
}
