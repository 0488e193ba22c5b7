//! What subscribers write, as Meta reports it.

use enlace_simulator::{TownError, Written};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::lines::{APP_SECRET, META, NUMBER_ID, SHORT, WABA, send_graph, town_of_lines, ze};

#[tokio::test]
async fn words_come_signed_in_metas_envelope() {
    let (town, desk) = town_of_lines().await;
    let id = town.line(META).unwrap().write(ze(), "oi, ação 🙏").await.unwrap();
    let call = desk.last();
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).unwrap();
    mac.update(&call.raw);
    let expected = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    assert_eq!(call.header("x-hub-signature-256"), expected);
    assert_eq!(call.json["object"], "whatsapp_business_account");
    assert_eq!(call.json["entry"][0]["id"], WABA);
    let value = call.value();
    let metadata = json!({ "display_phone_number": "556232991111", "phone_number_id": NUMBER_ID });
    assert_eq!(value["metadata"], metadata);
    assert_eq!(value["contacts"][0]["profile"]["name"], "Zé");
    assert_eq!(value["contacts"][0]["wa_id"], SHORT);
    let message = call.message();
    assert_eq!((&message["id"], &message["from"]), (&json!(id), &json!(SHORT)));
    assert_eq!(message["text"]["body"], "oi, ação 🙏");
    assert!(message["timestamp"].as_str().unwrap().parse::<i64>().is_ok());
    assert_eq!(message["from_user_id"], value["contacts"][0]["user_id"]);
}

#[tokio::test]
async fn every_kind_has_its_object() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    let first = line.write(ze(), "oi").await.unwrap();
    let write = async |written: Written| {
        line.write(ze(), written).await.unwrap();
        let message = desk.last().message().clone();
        let kind = message["type"].as_str().unwrap().to_owned();
        (kind.clone(), message[&kind].clone(), message)
    };
    let caption = || "Veja".to_owned();
    let (kind, object, _) = write(Written::Image { caption: caption() }).await;
    assert_eq!((kind.as_str(), &object["mime_type"]), ("image", &json!("image/jpeg")));
    assert_eq!(object["caption"], "Veja");
    assert!(object["id"].is_string() && object["sha256"].as_str().unwrap().len() == 64);
    let (kind, object, _) = write(Written::Audio).await;
    assert_eq!((kind.as_str(), &object["voice"]), ("audio", &json!(true)));
    assert_eq!(write(Written::Video { caption: caption() }).await.0, "video");
    let filename = "comprovante.pdf".to_owned();
    let (_, object, _) = write(Written::Document {
        caption: caption(),
        filename,
    })
    .await;
    assert_eq!(object["filename"], "comprovante.pdf");
    assert_eq!(write(Written::Sticker).await.0, "sticker");
    let (_, object, _) = write(Written::Location {
        latitude: -16.7,
        longitude: -49.2,
        address: "Setor Bueno".to_owned(),
    })
    .await;
    assert_eq!(object["latitude"], -16.7);
    let (_, object, _) = write(Written::Contact {
        name: "Ana".to_owned(),
        number: "5562999998888".to_owned(),
    })
    .await;
    assert_eq!(object[0]["phones"][0]["wa_id"], "5562999998888");
    let to = first.clone();
    let (_, object, _) = write(Written::Reaction {
        to,
        emoji: "👍".to_owned(),
    })
    .await;
    assert_eq!(object, json!({ "message_id": first, "emoji": "👍" }));
    let to = first.clone();
    let (_, object, _) = write(Written::Reaction {
        to,
        emoji: String::new(),
    })
    .await;
    assert_eq!(object, json!({ "message_id": first }));
    let to = first.clone();
    let (kind, _, message) = write(Written::Reply {
        to,
        text: "isso".to_owned(),
    })
    .await;
    assert_eq!(
        (kind.as_str(), &message["context"]),
        ("text", &json!({ "from": SHORT, "id": first }))
    );
    let original = first.clone();
    let (_, object, _) = write(Written::Edit {
        original,
        text: "olá".to_owned(),
    })
    .await;
    assert_eq!(
        (&object["original_message_id"], &object["message"]["text"]["body"]),
        (&json!(first), &json!("olá"))
    );
    let original = first.clone();
    let (kind, object, _) = write(Written::Delete { original }).await;
    assert_eq!(
        (kind.as_str(), object),
        ("revoke", json!({ "original_message_id": first }))
    );
    let (kind, _, message) = write(Written::Unknown {
        message_type: "poll".to_owned(),
    })
    .await;
    assert_eq!(
        (kind.as_str(), &message["errors"][0]["code"]),
        ("unsupported", &json!(131_051))
    );
}

#[tokio::test]
async fn a_tap_is_what_was_offered() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    line.write(ze(), "oi").await.unwrap();
    let tap = async |title: &str, payload: &str| {
        let (title, payload) = (title.to_owned(), payload.to_owned());
        line.write(ze(), Written::Choice { title, payload }).await.unwrap();
        desk.calls()
            .into_iter()
            .rfind(|call| call.message().is_object())
            .unwrap()
            .message()
            .clone()
    };
    let row = json!({ "id": "2via", "title": "2ª via" });
    let list = json!({ "type": "interactive", "interactive": { "type": "list", "body": { "text": "Assunto?" },
        "action": { "button": "Opções", "sections": [{ "rows": [row] }] } } });
    let (_, taken) = send_graph(&town, list).await;
    let message = tap("2ª via", "2via").await;
    assert_eq!(
        message["interactive"],
        json!({ "type": "list_reply", "list_reply": row })
    );
    assert_eq!(message["context"]["id"], taken["messages"][0]["id"]);
    assert_eq!(message["context"]["from"], "556232991111");

    let template = json!({ "type": "template", "template": { "name": "visita_tecnica", "language": { "code": "pt_BR" },
        "components": [{ "type": "body", "parameters": [{ "type": "text", "text": "Zé" },
            { "type": "text", "text": "amanhã" }] }] } });
    send_graph(&town, template).await;
    let message = tap("Confirmar", "Confirmar").await;
    assert_eq!(
        message["button"],
        json!({ "payload": "Confirmar", "text": "Confirmar" })
    );

    let message = tap("Sim", "ok").await;
    assert_eq!(
        message["interactive"]["button_reply"],
        json!({ "id": "ok", "title": "Sim" })
    );
    assert_eq!(message["context"], Value::Null);
}

#[tokio::test]
async fn several_updates_come_in_one_call() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    let batch = [(ze(), "um".into()), (ze(), "dois".into()), (ze(), Written::Audio)];
    let ids = line.write_batch(&batch).await.unwrap();
    let calls = desk.calls();
    assert_eq!(calls.len(), 1);
    let changes = calls[0].json["entry"][0]["changes"].as_array().unwrap();
    let told: Vec<&Value> = changes.iter().map(|one| &one["value"]["messages"][0]["id"]).collect();
    assert_eq!(told, ids.iter().map(|id| id.as_str()).collect::<Vec<_>>());
    // Elsewhere one comes after the other.
    town.line("twilio").unwrap().write_batch(&batch).await.unwrap();
    assert_eq!(desk.calls().len(), 4);
    assert_eq!(town.account().written_taken, 6);
}

#[tokio::test]
async fn meta_repeats_after_any_refusal_and_the_same_bytes() {
    let (town, desk) = town_of_lines().await;
    desk.answer_next(&[403, 500]);
    let id = town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let calls = desk.calls();
    assert_eq!(calls.len(), 3);
    assert!(calls.iter().all(|call| call.raw == calls[0].raw));
    assert_eq!(town.repeat(&id).await.unwrap(), 200);
    assert_eq!(desk.last().raw, calls[0].raw);
    let missing = town.repeat(&"wamid.nothing".into()).await;
    assert!(matches!(missing, Err(TownError::NoSuchMessage(_))));
}
