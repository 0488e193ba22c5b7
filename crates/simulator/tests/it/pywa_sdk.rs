//! pywa as an independent judge: it sends through the town, reads the webhooks that the town makes, and checks their
//! signatures.

use base64::{Engine, engine::general_purpose::STANDARD};
use enlace_simulator::{SentKind, Written};
use serde_json::{Value, json};

use crate::{
    desk::FILE,
    lines::{ACCESS_TOKEN, APP_SECRET, LONG, META, NUMBER_ID, WABA, send_graph, town_of_lines, ze},
    sdk,
};

#[tokio::test]
async fn pywa_takes_the_town_for_meta() {
    let (town, desk) = town_of_lines().await;
    let line = town.line(META).unwrap();
    let first = line.write(ze(), "Oi! Ação & reação 🙏\nsegunda linha").await.unwrap();
    let caption = || "Veja".to_owned();
    line.write(ze(), Written::Image { caption: caption() }).await.unwrap();
    let picture = desk.last().message()["image"]["id"].clone();
    let text = || "outra coisa".to_owned();
    let filename = "comprovante.pdf".to_owned();
    let choice = |title: &str, payload: &str| Written::Choice {
        title: title.to_owned(),
        payload: payload.to_owned(),
    };
    let list = json!({ "type": "interactive", "interactive": { "type": "list", "body": { "text": "Assunto?" },
        "action": { "button": "Opções", "sections": [{ "rows": [{ "id": "2via", "title": "2ª via" }] }] } } });
    send_graph(&town, list).await;
    town.mark_read(&town.outbox()[0].sid).await.unwrap();
    for written in [
        Written::Audio,
        Written::Video { caption: caption() },
        Written::Document {
            caption: caption(),
            filename,
        },
        Written::Sticker,
        Written::Location {
            latitude: -16.7,
            longitude: -49.2,
            address: "Setor Bueno".to_owned(),
        },
        Written::Contact {
            name: "Ana".to_owned(),
            number: "5562999998888".to_owned(),
        },
        Written::Reaction {
            to: first.clone(),
            emoji: "👍".to_owned(),
        },
        Written::Reply {
            to: first.clone(),
            text: text(),
        },
        choice("Sim", "ok"),
        choice("2ª via", "2via"),
        Written::Unknown {
            message_type: "poll".to_owned(),
        },
        Written::Edit {
            original: first.clone(),
            text: text(),
        },
        Written::Delete {
            original: first.clone(),
        },
    ] {
        line.write(ze(), written).await.unwrap();
    }
    let updates: Vec<Value> = desk
        .calls()
        .iter()
        .map(|call| {
            let body = String::from_utf8(call.raw.to_vec()).unwrap();
            json!({ "body": body, "signature": call.header("x-hub-signature-256") })
        })
        .collect();
    let given = json!({
        "number_id": NUMBER_ID,
        "waba": WABA,
        "token": ACCESS_TOKEN,
        "secret": APP_SECRET,
        "to": LONG,
        "heard": first,
        "picture": picture,
        "file": STANDARD.encode(FILE),
        "updates": updates,
    });
    let seen = sdk::run("pywa_sdk.py", line.api(), &given).await;

    assert_eq!(seen["complaints"], json!([]));
    let sent = town.outbox().split_off(1);
    let ids: Vec<&str> = sent.iter().map(|one| one.sid.as_str()).collect();
    assert_eq!(seen["sent"], json!(ids));
    let kinds: Vec<SentKind> = sent.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            SentKind::Text,
            SentKind::Buttons,
            SentKind::List,
            SentKind::Template,
            SentKind::Document,
            SentKind::Reaction
        ]
    );
    assert_eq!(sent[0].reference.as_deref(), Some("out-1"));
    assert_eq!(sent[4].media[0].size, Some(FILE.len()));
    assert_eq!(
        (&seen["mime"], &seen["unknown"], &seen["read"]),
        (&json!("image/jpeg"), &json!(132_001), &json!(true))
    );
    assert!(seen["picture"].as_u64().unwrap() > 400);
    assert_eq!(seen["templates"][4], json!(["oferta_upgrade", "REJECTED"]));
    assert_eq!((&seen["valid"], &seen["tampered"]), (&json!(true), &json!(false)));
    let kinds: Vec<String> = seen["seen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{}:{}", one[0].as_str().unwrap(), one[1].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            "message:text",
            "message:image",
            "status:sent",
            "status:delivered",
            "status:read",
            "message:audio",
            "message:video",
            "message:document",
            "message:sticker",
            "message:location",
            "message:contacts",
            "message:reaction",
            "message:text",
            "button:interactive",
            "selection:interactive",
            "message:unsupported",
            "edited:text",
            "deleted:revoke",
        ]
    );
}
