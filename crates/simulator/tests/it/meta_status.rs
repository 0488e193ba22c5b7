//! How far messages came, as Meta tells it, and what it gives up.

use enlace_simulator::{CallbackFault, SendFault, WireStatus};
use serde_json::{Value, json};

use crate::{
    desk::{Call, Desk},
    lines::{LONG, META, SHORT, send_graph, town_of_lines, ze},
};

fn statuses(calls: &[Call]) -> Vec<Value> {
    calls
        .iter()
        .map(|call| call.value()["statuses"][0].clone())
        .filter(Value::is_object)
        .collect()
}

async fn words(desk: &Desk, count: usize) -> Vec<Value> {
    let calls = desk.until(|calls| statuses(calls).len() >= count).await;
    statuses(&calls).iter().map(|one| one["status"].clone()).collect()
}

#[tokio::test]
async fn the_ladder_is_told_with_the_desks_own_word() {
    let (town, desk) = town_of_lines().await;
    town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let body = json!({ "text": { "body": "Olá" }, "biz_opaque_callback_data": "out-7.1" });
    send_graph(&town, body).await;
    let sent = town.outbox().pop().unwrap();
    town.mark_read(&sent.sid).await.unwrap();
    assert_eq!(words(&desk, 3).await, ["sent", "delivered", "read"]);
    for told in statuses(&desk.calls()) {
        assert_eq!((&told["id"], &told["recipient_id"]), (&json!(sent.sid), &json!(SHORT)));
        assert_eq!(told["biz_opaque_callback_data"], "out-7.1");
    }
    assert_eq!(town.outbox()[0].status, WireStatus::Read);
}

#[tokio::test]
async fn outside_the_day_only_templates_arrive() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    // Nobody has written yet: the API takes it and gives it up later.
    assert_eq!(send_graph(&town, json!({ "text": { "body": "oi" } })).await.0, 200);
    assert_eq!(words(&desk, 1).await, ["failed"]);
    let told = &statuses(&desk.calls())[0];
    assert_eq!(told["errors"][0]["code"], 131_047);
    assert!(
        told["errors"][0]["error_data"]["details"]
            .as_str()
            .unwrap()
            .contains("24 hours")
    );
    assert_eq!(desk.last().value()["contacts"], Value::Null);

    let template = json!({ "type": "template", "template": { "name": "retomar_atendimento",
        "language": { "code": "pt_BR" }, "components": [{ "type": "body", "parameters": [
            { "type": "text", "text": "Zé" }, { "type": "text", "text": "202611220000001" }] }] } });
    send_graph(&town, template).await;
    assert_eq!(words(&desk, 3).await[1..], ["sent", "delivered"]);

    // The other spelling is the same person.
    line.write(ze(), "oi").await.unwrap();
    assert_eq!(
        send_graph(&town, json!({ "to": LONG, "text": { "body": "um" } }))
            .await
            .0,
        200
    );
    assert_eq!(words(&desk, 5).await[3..], ["sent", "delivered"]);
    line.close_window(ze());
    send_graph(&town, json!({ "text": { "body": "dois" } })).await;
    assert_eq!(words(&desk, 6).await[5], "failed");
}

#[tokio::test]
async fn a_file_that_cannot_be_fetched_fails() {
    let (town, desk) = town_of_lines().await;
    town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let nowhere = desk.file().replace("fatura", "nada");
    send_graph(&town, json!({ "type": "document", "document": { "link": nowhere } })).await;
    assert_eq!(words(&desk, 1).await, ["failed"]);
    assert_eq!(statuses(&desk.calls())[0]["errors"][0]["code"], 131_053);
}

#[tokio::test]
async fn steps_are_doubled_shuffled_late_and_dropped_when_ordered() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    line.write(ze(), "oi").await.unwrap();
    for fault in [
        CallbackFault::Drop,
        CallbackFault::Duplicate,
        CallbackFault::Shuffle,
        CallbackFault::Late { seconds: 9 },
    ] {
        line.faults().next_callbacks(fault, 1);
    }
    line.faults().next_sends(SendFault::Undelivered { code: 131_026 }, 1);
    for body in ["um", "dois", "três", "quatro"] {
        send_graph(&town, json!({ "text": { "body": body } })).await;
    }
    desk.until(|calls| statuses(calls).len() == 8).await;
    let outbox = town.outbox();
    let of = |index: usize| -> Vec<Value> {
        let own = |told: &Value| told["id"] == outbox[index].sid.as_str();
        let told = statuses(&desk.calls());
        told.into_iter()
            .filter(own)
            .map(|told| told["status"].clone())
            .collect()
    };
    assert_eq!(of(0), [""; 0]);
    assert_eq!(of(1), ["sent", "sent", "delivered", "delivered"]);
    assert_eq!(of(2), ["delivered", "sent"]);
    assert_eq!(of(3), ["sent", "delivered"]);
    assert_eq!(town.account().callbacks_dropped, 1);
    assert_eq!(town.outbox()[0].error_code, Some(131_026));
}
