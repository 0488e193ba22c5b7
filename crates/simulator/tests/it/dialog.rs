//! 360dialog: Meta's JSON under other addresses, with a key, and without a signature.

use enlace_simulator::Written;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::Desk,
    lines::{DIALOG, SHORT, answer, dialog, town_of_lines, ze},
};

#[tokio::test]
async fn words_go_both_ways_with_the_key_and_unsigned() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(DIALOG).unwrap();
    line.write(ze(), "oi").await.unwrap();
    let call = desk.last();
    assert_eq!(call.message()["text"]["body"], "oi");
    assert_eq!(call.value()["metadata"]["phone_number_id"], "7766554433221");
    assert!(!call.headers.contains_key("x-hub-signature-256"));
    let body = json!({ "messaging_product": "whatsapp", "to": SHORT, "type": "text", "text": { "body": "Olá" } });
    let (status, taken) = answer(dialog(&town, Method::POST, "/messages").json(&body)).await;
    assert_eq!((status, &taken["contacts"][0]["wa_id"]), (200, &json!(SHORT)));
    desk.until(|calls| {
        calls
            .iter()
            .any(|call| call.value()["statuses"][0]["status"] == "delivered")
    })
    .await;
    assert_eq!(town.outbox()[0].line, DIALOG);

    let stranger = reqwest::Client::new()
        .post(format!("{}/messages", line.api()))
        .json(&body);
    let (status, refusal) = answer(stranger).await;
    assert_eq!(
        (status, &refusal["meta"]["developer_message"]),
        (401, &json!("Invalid api_key"))
    );
}

#[tokio::test]
async fn the_storages_host_must_be_put_in_the_place_of_metas() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(DIALOG).unwrap();
    line.write(ze(), Written::Sticker).await.unwrap();
    let id = desk.last().message()["sticker"]["id"].as_str().unwrap().to_owned();
    let (_, found) = answer(dialog(&town, Method::GET, &format!("/{id}"))).await;
    let path = found["url"]
        .as_str()
        .unwrap()
        .strip_prefix("https://lookaside.fbsbx.com")
        .unwrap();
    let file = dialog(&town, Method::GET, path).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/webp");
    assert_eq!(&file.bytes().await.unwrap()[8..12], b"WEBP");
}

#[tokio::test]
async fn the_webhook_is_set_with_headers_that_come_back() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(DIALOG).unwrap();
    let (_, before) = answer(dialog(&town, Method::GET, "/v1/configs/webhook")).await;
    assert_eq!(before["url"], desk.webhook().as_str());
    let other = Desk::start().await;
    let settings = json!({ "url": other.webhook().as_str(), "headers": { "Authorization": "Basic abc" } });
    let (status, _) = answer(dialog(&town, Method::POST, "/v1/configs/webhook").json(&settings)).await;
    assert_eq!(status, 200);
    line.write(ze(), "oi").await.unwrap();
    assert!(desk.calls().is_empty());
    assert_eq!(other.last().header("authorization"), "Basic abc");
}

#[tokio::test]
async fn templates_are_listed_in_its_own_words() {
    let (town, _desk) = town_of_lines().await;
    let (_, list) = answer(dialog(&town, Method::GET, "/v1/configs/templates")).await;
    let templates = list["waba_templates"].as_array().unwrap();
    let states: Vec<&Value> = templates.iter().map(|one| &one["status"]).collect();
    assert_eq!(
        states,
        ["approved", "approved", "approved", "approved", "rejected", "paused"]
    );
    assert_eq!(templates[4]["rejected_reason"], "INVALID_FORMAT");
}
