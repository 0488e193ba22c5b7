//! The routes a browser test works the town with.

use serde_json::{Value, json};

use crate::{say, town};

#[tokio::test]
async fn a_test_can_write_look_read_repeat_and_break_things() {
    let (town, desk) = town().await;
    let client = reqwest::Client::new();
    let post = async |path: &str, body: Value| {
        let answer = client
            .post(format!("{}/_town/{path}", town.api()))
            .json(&body)
            .send()
            .await
            .unwrap();
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap_or(Value::Null),
        )
    };
    let (status, written) = post(
        "write",
        json!({ "from": "+556281234567", "name": "Zé", "text": "oi, quero o boleto" }),
    )
    .await;
    assert_eq!(status, 200);
    assert_eq!(desk.calls()[0].field("MessageSid"), written["sid"].as_str().unwrap());
    let (status, repeated) = post("repeat", json!({ "sid": written["sid"] })).await;
    assert_eq!((status, repeated), (200, json!({ "status": 200 })));

    say(&town, &desk, "Segue o boleto").await.unwrap();
    // The other spelling of the same number finds it.
    let sent = async |to: &str| {
        let answer = client
            .get(format!("{}/_town/sent?to={to}", town.api()))
            .send()
            .await
            .unwrap();
        answer.json::<Value>().await.unwrap()
    };
    let found = sent("5562981234567").await;
    assert_eq!(found[0]["body"], "Segue o boleto");
    assert_eq!(post("read", json!({ "sid": found[0]["sid"] })).await.0, 204);
    assert_eq!(sent("556281234567").await[0]["status"], "read");
    assert_eq!(sent("5562999999999").await, json!([]));

    let faults = json!({ "sends": [{ "fault": "server_error", "count": 1 },
        { "fault": { "refuse": { "code": 63016 } } }] });
    assert_eq!(post("faults", faults).await.0, 204);
    assert_eq!(say(&town, &desk, "oi").await.unwrap().status(), 500);
    assert_eq!(say(&town, &desk, "oi").await.unwrap().status(), 400);
    assert_eq!(
        post("faults", json!({ "sends": [{ "fault": "server_error" }] }))
            .await
            .0,
        204
    );
    assert_eq!(post("faults", json!({ "clear": true })).await.0, 204);
    assert_eq!(say(&town, &desk, "oi").await.unwrap().status(), 201);

    let account: Value = client
        .get(format!("{}/_town/account", town.api()))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&account["written"], &account["sends_accepted"]),
        (&json!(1), &json!(2))
    );
}

#[tokio::test]
async fn what_is_no_number_or_no_message_is_refused() {
    let (town, _desk) = town().await;
    let client = reqwest::Client::new();
    let post = async |path: &str, body: Value| {
        client
            .post(format!("{}/_town/{path}", town.api()))
            .json(&body)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(post("write", json!({ "from": "ninguém", "text": "oi" })).await, 422);
    assert_eq!(
        post("read", json!({ "sid": "SM00000000000000000000000000000000" })).await,
        404
    );
    assert_eq!(post("repeat", json!({ "sid": "SM1" })).await, 404);
    assert_eq!(post("faults", json!({ "line": "nenhuma" })).await, 404);
}
