//! What goes wrong on purpose, on every line: sends, webhooks, whole vendors; and how it is counted.

use std::time::Duration;

use enlace_simulator::{MessageId, Outage, SendFault, Town, WebhookFault};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{
    ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN,
    lines::{DIALOG, MAYTAPI, META, NUMBER_ID, PHONE, SHORT, dialog, graph, maytapi, town_of_lines, ze},
};

const LINES: [&str; 4] = ["twilio", META, DIALOG, MAYTAPI];

/// Words on a line, ready to be sent.
fn words(town: &Town, line: &str, body: &str) -> RequestBuilder {
    let cloud = json!({ "messaging_product": "whatsapp", "to": SHORT, "text": { "body": body } });
    let request = match line {
        META => graph(town, Method::POST, &format!("{NUMBER_ID}/messages")).json(&cloud),
        DIALOG => dialog(town, Method::POST, "/messages").json(&cloud),
        MAYTAPI => maytapi(town, Method::POST, &format!("{PHONE}/sendMessage"))
            .json(&json!({ "to_number": SHORT, "type": "text", "message": body })),
        _ => reqwest::Client::new()
            .post(format!("{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", town.api()))
            .basic_auth(ACCOUNT, Some(TOKEN))
            .form(&[
                ("To", SUBSCRIBER),
                ("From", &format!("whatsapp:{BUSINESS}")),
                ("Body", body),
            ]),
    };
    request.timeout(Duration::from_secs(3))
}

#[tokio::test]
async fn every_vendor_refuses_as_ordered_and_then_takes_it() {
    let (town, _desk) = town_of_lines().await;
    for line in LINES {
        let faults = town.line(line).unwrap().faults();
        for fault in [
            SendFault::TooManyRequests,
            SendFault::Throttled { seconds: 7 },
            SendFault::ServerError,
            SendFault::Unavailable,
        ] {
            faults.next_sends(fault, 1);
        }
        for (status, after) in [(429, None), (429, Some("7")), (500, None), (503, None)] {
            let answer = words(&town, line, "oi").send().await.unwrap();
            assert_eq!(answer.status(), status, "{line}");
            let told = answer.headers().get("retry-after").map(|value| value.to_str().unwrap());
            assert_eq!(told, after, "{line}");
        }
        assert!(words(&town, line, "oi").send().await.unwrap().status().is_success());
        let account = &town.account().lines[line];
        assert_eq!((account.accepted, account.refused), (1, 4), "{line}");
    }
}

#[tokio::test]
async fn every_vendor_can_be_cut_after_taking_a_message() {
    let (town, _desk) = town_of_lines().await;
    for line in LINES {
        town.line(line)
            .unwrap()
            .faults()
            .next_sends(SendFault::CutAfterAccept, 1);
        let lost = words(&town, line, "chegou? #1").send().await.unwrap_err();
        assert!(!lost.is_timeout() && !lost.is_connect(), "{line}: {lost:?}");
        words(&town, line, "chegou? #1").send().await.unwrap();
        assert_eq!(town.account().lines[line].accepted, 2, "{line}");
    }
    // The same words went to the same person eight times, over four lines.
    assert_eq!(town.account().doubled_sends, 7);
    assert_eq!(town.outbox().iter().filter(|sent| sent.doubled).count(), 7);
}

#[tokio::test]
async fn silence_is_an_answer_too() {
    let (town, _desk) = town_of_lines().await;
    for line in LINES {
        town.line(line).unwrap().faults().next_sends(SendFault::NoAnswer, 1);
        town.line(line)
            .unwrap()
            .faults()
            .next_sends(SendFault::NoAnswerAfterAccept, 1);
    }
    let all = LINES
        .iter()
        .flat_map(|line| [(line, 0), (line, 1)])
        .map(|(line, accepted)| {
            let request = words(&town, line, "oi").timeout(Duration::from_millis(800));
            async move { (line, accepted, request.send().await.unwrap_err()) }
        });
    for (line, _, error) in futures::future::join_all(all).await {
        assert!(error.is_timeout(), "{line}: {error:?}");
    }
    assert!(LINES.iter().all(|line| town.account().lines[*line].accepted == 1));
}

#[tokio::test]
async fn a_vendor_is_down_until_told_otherwise() {
    let (town, _desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    let client = reqwest::Client::new();
    let call = || client.get(line.api()).timeout(Duration::from_secs(3)).send();
    // A connection that stays open is closed with the rest.
    assert_eq!(call().await.unwrap().status(), 404);
    line.set_outage(Some(Outage::Refused));
    let refused = async {
        loop {
            match call().await {
                Err(error) if error.is_connect() => break,
                _ => tokio::task::yield_now().await,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), refused).await.unwrap();
    assert!(words(&town, DIALOG, "oi").send().await.unwrap().status().is_success());
    line.set_outage(Some(Outage::Unavailable));
    let answered = async {
        loop {
            if let Ok(answer) = call().await {
                break answer.status();
            }
            tokio::task::yield_now().await;
        }
    };
    let status = tokio::time::timeout(Duration::from_secs(10), answered).await.unwrap();
    assert_eq!(status, 503);
    line.set_outage(None);
    assert!(words(&town, META, "oi").send().await.unwrap().status().is_success());

    // The first line shares its address with the control: it is cut, and the control still answers.
    let control = |outage: Value| {
        let body = json!({ "line": "twilio", "outage": outage });
        client.post(format!("{}/_town/outage", town.api())).json(&body).send()
    };
    assert_eq!(control(json!("refused")).await.unwrap().status(), 204);
    assert!(words(&town, "twilio", "oi").send().await.is_err());
    assert_eq!(control(Value::Null).await.unwrap().status(), 204);
    assert_eq!(words(&town, "twilio", "oi").send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn webhooks_come_twice_late_and_out_of_order() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(DIALOG).unwrap();
    line.faults().next_webhooks(WebhookFault::Duplicate, 1);
    let first = line.write(ze(), "um").await.unwrap();
    assert_eq!(desk.calls().len(), 2);
    assert_eq!(desk.calls()[0].raw, desk.calls()[1].raw);

    line.faults().next_webhooks(WebhookFault::Shuffle, 1);
    let (second, third) = tokio::join!(line.write(ze(), "dois"), async {
        // Written while the second one waits.
        while town.account().webhooks_reordered == 0 {
            tokio::task::yield_now().await;
        }
        line.write(ze(), "três").await
    });
    line.faults().next_webhooks(WebhookFault::Late { seconds: 5 }, 1);
    let fourth = line.write(ze(), "quatro").await.unwrap();
    let told: Vec<MessageId> = desk
        .calls()
        .iter()
        .map(|call| MessageId::from(call.message()["id"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [first.clone(), first, third.unwrap(), second.unwrap(), fourth]);
    let account = town.account();
    assert_eq!((account.webhooks_doubled, account.webhooks_reordered), (1, 1));
    assert_eq!(
        (account.lines[DIALOG].written, account.lines[DIALOG].written_taken),
        (4, 4)
    );
}

#[tokio::test]
async fn numbered_words_show_what_overtook_what() {
    let (town, _desk) = town_of_lines().await;
    for body in ["um #1", "três #3", "dois #2", "quatro #4"] {
        words(&town, MAYTAPI, body).send().await.unwrap();
    }
    let reordered: Vec<String> = town
        .outbox()
        .into_iter()
        .filter(|sent| sent.reordered)
        .map(|sent| sent.body)
        .collect();
    assert_eq!(reordered, ["dois #2"]);
    assert_eq!(town.account().lines[MAYTAPI].reordered, 1);
}

#[tokio::test]
async fn a_test_orders_all_this_over_http() {
    let (town, desk) = town_of_lines().await;
    let client = reqwest::Client::new();
    let post = async |path: &str, body: Value| {
        let url = format!("{}/_town/{path}", town.api());
        client.post(url).json(&body).send().await.unwrap().status().as_u16()
    };
    let lines: Value = client
        .get(format!("{}/_town/lines", town.api()))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(lines[META], town.line(META).unwrap().api());
    let picture = json!({ "from": SHORT, "line": META, "written": { "image": { "caption": "Veja" } } });
    assert_eq!(post("write", picture).await, 200);
    assert_eq!(desk.last().message()["image"]["caption"], "Veja");
    let faults = json!({ "line": META, "sends": [{ "fault": { "throttled": { "seconds": 3 } } }],
        "webhooks": [{ "fault": "duplicate" }], "media": [{ "fault": "not_found" }] });
    assert_eq!(post("faults", faults).await, 204);
    assert_eq!(
        words(&town, META, "oi").send().await.unwrap().headers()["retry-after"],
        "3"
    );
    assert_eq!(
        post("write", json!({ "from": SHORT, "line": META, "text": "oi" })).await,
        200
    );
    assert_eq!(desk.calls().len(), 3);
    assert_eq!(post("close_window", json!({ "line": META, "who": SHORT })).await, 204);
    words(&town, META, "oi").send().await.unwrap();
    desk.until(|calls| {
        calls
            .iter()
            .any(|call| call.value()["statuses"][0]["status"] == "failed")
    })
    .await;
    let url = format!("{}/_town/account", town.api());
    let account: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(account["lines"][META]["accepted"], 1);
    assert_eq!(account["webhooks_doubled"], 1);
    let url = format!("{}/_town/written?line={META}", town.api());
    let written: Value = client.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!((&written[0]["body"], &written[1]["taken"]), (&json!("Veja"), &json!(2)));
    assert_eq!(post("outage", json!({ "line": "nenhuma", "outage": null })).await, 404);
}
