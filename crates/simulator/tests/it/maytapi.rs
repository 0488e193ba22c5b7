//! Maytapi: a phone behind a gateway.

use enlace_simulator::{SentKind, Written};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    desk::FILE,
    lines::{MAYTAPI, PHONE, PRODUCT, SHORT, answer, maytapi, town_of_lines, ze},
};

async fn send(town: &enlace_simulator::Town, rest: Value) -> (u16, Value) {
    let mut body = json!({ "to_number": SHORT, "skip_filter": true });
    body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    answer(maytapi(town, Method::POST, &format!("{PHONE}/sendMessage")).json(&body)).await
}

#[tokio::test]
async fn words_are_queued_and_their_acks_follow() {
    let (town, desk) = town_of_lines().await;
    let (status, taken) = send(&town, json!({ "type": "text", "message": "Olá" })).await;
    assert_eq!((status, &taken["success"]), (200, &json!(true)));
    assert_eq!(taken["data"]["chatId"], format!("{SHORT}@c.us"));
    let sent = town.outbox().pop().unwrap();
    assert_eq!(taken["data"]["msgId"], sent.sid.as_str());
    town.mark_read(&sent.sid).await.unwrap();
    let acks: Vec<Value> = desk.calls().iter().map(|call| call.json["data"][0].clone()).collect();
    let told: Vec<(&Value, &Value)> = acks.iter().map(|ack| (&ack["ackType"], &ack["ackCode"])).collect();
    assert_eq!(
        told,
        [
            (&json!("delivered"), &json!(1)),
            (&json!("reached"), &json!(2)),
            (&json!("seen"), &json!(3))
        ]
    );
    assert!(acks.iter().all(|ack| ack["msgId"] == sent.sid.as_str()));
}

#[tokio::test]
async fn what_it_refuses_is_answered_with_200_and_success_false() {
    let (town, _desk) = town_of_lines().await;
    for body in [
        json!({ "type": "text" }),
        json!({ "type": "text", "message": "oi", "to_number": "ninguém" }),
        json!({ "type": "poll", "message": "?" }),
        json!({ "type": "location" }),
    ] {
        let (status, refusal) = send(&town, body).await;
        assert_eq!((status, &refusal["success"]), (200, &json!(false)));
        assert!(refusal["message"].is_string());
    }
    let body = json!({ "to_number": SHORT, "type": "text", "message": "oi" });
    let (status, refusal) = answer(maytapi(&town, Method::POST, "1/sendMessage").json(&body)).await;
    assert_eq!((status, &refusal["success"]), (200, &json!(false)));
    let url = format!(
        "{}/api/{PRODUCT}/{PHONE}/sendMessage",
        town.line(MAYTAPI).unwrap().api()
    );
    let (status, refusal) = answer(reqwest::Client::new().post(url).json(&body)).await;
    assert_eq!((status, &refusal["success"]), (401, &json!(false)));
    assert!(town.outbox().is_empty());
}

#[tokio::test]
async fn files_are_sent_by_address_and_places_as_text() {
    let (town, desk) = town_of_lines().await;
    let file = json!({ "type": "media", "message": desk.file(), "text": "Segue", "filename": "fatura.pdf" });
    assert_eq!(send(&town, file).await.1["success"], true);
    desk.until(|calls| calls.iter().any(|call| call.json["type"] == "ack"))
        .await;
    let sent = town.outbox().pop().unwrap();
    assert_eq!((sent.kind, sent.media[0].size), (SentKind::Media, Some(FILE.len())));
    let place = json!({ "type": "location", "latitude": "-16.68", "longitude": "-49.26", "text": "Loja" });
    assert_eq!(send(&town, place).await.1["success"], true);
    assert_eq!(town.outbox().pop().unwrap().place.unwrap().label, "Loja");
}

#[tokio::test]
async fn what_somebody_writes_comes_in_its_words() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(MAYTAPI).unwrap();
    let first = line.write(ze(), "oi").await.unwrap();
    let told = desk.last().json;
    assert_eq!(
        (&told["type"], &told["product_id"], &told["phone_id"]),
        (&json!("message"), &json!(PRODUCT), &json!(PHONE))
    );
    let message = json!({ "type": "text", "text": "oi", "id": first, "fromMe": false });
    assert_eq!(told["message"], message);
    assert_eq!(
        told["user"],
        json!({ "id": format!("{SHORT}@c.us"), "name": "Zé", "phone": SHORT })
    );
    assert_eq!(told["receiver"], "556232993333");
    let write = async |written: Written| {
        line.write(ze(), written).await.unwrap();
        desk.last().json
    };
    let picture = write(Written::Image {
        caption: "Veja".to_owned(),
    })
    .await;
    assert_eq!(
        (&picture["message"]["type"], &picture["message"]["caption"]),
        (&json!("image"), &json!("Veja"))
    );
    let file = reqwest::get(picture["message"]["url"].as_str().unwrap()).await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/jpeg");
    assert_eq!(write(Written::Audio).await["message"]["type"], "ptt");
    let place = write(Written::Location {
        latitude: -16.7,
        longitude: -49.2,
        address: String::new(),
    })
    .await;
    assert_eq!(place["message"]["payload"], "-16.7,-49.2");
    let to = first.clone();
    assert_eq!(
        write(Written::Reply {
            to,
            text: "isso".to_owned()
        })
        .await["quoted"]["id"],
        json!(first)
    );
    let original = first.clone();
    let gone = write(Written::Delete { original }).await;
    assert_eq!(
        (&gone["data"][0]["ackCode"], &gone["data"][0]["msgId"]),
        (&json!(5), &json!(first))
    );
    let card = write(Written::Contact {
        name: "Ana".to_owned(),
        number: "5562999998888".to_owned(),
    })
    .await;
    assert!(card["message"]["payload"].as_str().unwrap().contains("FN:Ana"));
    for (written, kind) in [
        (Written::Sticker, "sticker"),
        (Written::Video { caption: String::new() }, "video"),
        (
            Written::Unknown {
                message_type: "poll".to_owned(),
            },
            "poll",
        ),
    ] {
        assert_eq!(write(written).await["message"]["type"], kind);
    }
}

#[tokio::test]
async fn the_phone_tells_how_it_is() {
    let (town, desk) = town_of_lines().await;
    town.line(MAYTAPI).unwrap().tell_phone_status("qr-code").await.unwrap();
    let told = json!({ "type": "status", "pid": PRODUCT, "phone_id": PHONE, "status": "qr-code" });
    assert_eq!(desk.last().json, told);
    assert!(town.line("twilio").unwrap().tell_phone_status("idle").await.is_err());
    let (_, status) = answer(maytapi(&town, Method::GET, &format!("{PHONE}/status"))).await;
    assert_eq!(
        (&status["success"], &status["status"]["loggedIn"]),
        (&json!(true), &json!(true))
    );
    let (_, phones) = answer(maytapi(&town, Method::GET, "listPhones")).await;
    assert_eq!(phones[0]["status"], "active");
}
