//! Meta's API as a client sees it: what is taken, what is refused and in which words.

use reqwest::Method;
use serde_json::{Value, json};

use enlace_simulator::SentKind;

use crate::lines::{LONG, META, NUMBER_ID, SHORT, WABA, answer, graph, send_graph, town_of_lines, ze};

#[tokio::test]
async fn words_are_taken_and_the_spelling_of_whatsapp_comes_back() {
    let (town, _desk) = town_of_lines().await;
    town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let words = json!({ "type": "text", "text": { "body": "Olá, Zé" }, "biz_opaque_callback_data": "out-7" });
    let (status, taken) = send_graph(&town, words).await;
    assert_eq!(status, 200);
    assert_eq!(taken["contacts"], json!([{ "input": LONG, "wa_id": SHORT }]));
    let sent = town.outbox().pop().unwrap();
    assert_eq!(taken["messages"][0]["id"], sent.sid.as_str());
    assert!(sent.sid.as_str().starts_with("wamid."));
    assert_eq!(
        (sent.line.as_str(), sent.body.as_str(), sent.to.as_str()),
        (META, "Olá, Zé", LONG)
    );
    assert_eq!(sent.reference.as_deref(), Some("out-7"));
}

#[tokio::test]
async fn every_kind_is_taken_for_what_it_is() {
    let (town, desk) = town_of_lines().await;
    let heard = town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let reply = |id: &str| json!({ "type": "reply", "reply": { "id": id, "title": id } });
    let all = [
        (
            json!({ "type": "image", "image": { "link": desk.file(), "caption": "Veja" } }),
            SentKind::Image,
        ),
        (
            json!({ "type": "audio", "audio": { "link": desk.file() } }),
            SentKind::Audio,
        ),
        (
            json!({ "type": "video", "video": { "link": desk.file() } }),
            SentKind::Video,
        ),
        (
            json!({ "type": "document", "document": { "link": desk.file(), "filename": "fatura.pdf" } }),
            SentKind::Document,
        ),
        (
            json!({ "type": "sticker", "sticker": { "link": desk.file() } }),
            SentKind::Sticker,
        ),
        (
            json!({ "type": "location", "location": { "latitude": -16.68, "longitude": -49.26, "name": "Loja" } }),
            SentKind::Location,
        ),
        (
            json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "Loja" } }] }),
            SentKind::Contacts,
        ),
        (
            json!({ "type": "reaction", "reaction": { "message_id": heard, "emoji": "👍" } }),
            SentKind::Reaction,
        ),
        (
            json!({ "type": "interactive", "interactive": { "type": "button", "body": { "text": "Resolveu?" },
                "action": { "buttons": [reply("Sim"), reply("Não")] } } }),
            SentKind::Buttons,
        ),
        (
            json!({ "type": "interactive", "interactive": { "type": "list", "body": { "text": "Assunto?" },
                "action": { "button": "Opções", "sections": [{ "rows": [{ "id": "2via", "title": "2ª via" }] }] } } }),
            SentKind::List,
        ),
        (
            json!({ "type": "template", "template": { "name": "aviso_fatura", "language": { "code": "pt_BR" },
                "components": [{ "type": "body", "parameters": [{ "type": "text", "text": "Ana" },
                    { "type": "text", "text": "R$ 99,90" }, { "type": "text", "text": "10/12" }] },
                    { "type": "BUTTON", "sub_type": "QUICK_REPLY", "index": "1",
                      "parameters": [{ "type": "payload", "payload": "paid" }] }] } }),
            SentKind::Template,
        ),
    ];
    for (body, kind) in all {
        let (status, taken) = send_graph(&town, body).await;
        assert_eq!(status, 200, "{kind:?}: {taken}");
        assert_eq!(town.outbox().pop().unwrap().kind, kind);
    }
    let outbox = town.outbox();
    assert_eq!(outbox[7].quoted.as_ref(), Some(&heard));
    let template = outbox.last().unwrap();
    assert!(template.body.starts_with("Olá, Ana! Sua fatura de R$ 99,90"));
    assert_eq!(
        (template.choices[0].id.as_str(), template.choices[1].id.as_str()),
        ("Quero a segunda via", "paid")
    );

    let (_, taken) = send_graph(
        &town,
        json!({ "text": { "body": "oi" }, "context": { "message_id": heard } }),
    )
    .await;
    assert!(taken["messages"][0]["id"].is_string());
    assert_eq!(town.outbox().pop().unwrap().quoted, Some(heard));
}

#[tokio::test]
async fn what_meta_refuses_is_refused_with_its_number() {
    let (town, _desk) = town_of_lines().await;
    let template = |name: &str, language: &str, variables: usize| {
        let parameters = vec![json!({ "type": "text", "text": "x" }); variables];
        json!({ "type": "template", "template": { "name": name, "language": { "code": language },
            "components": [{ "type": "body", "parameters": parameters }] } })
    };
    for (body, status, code) in [
        (json!({ "type": "text" }), 400, 131_008),
        (
            json!({ "type": "text", "text": { "body": "x".repeat(4_097) } }),
            400,
            100,
        ),
        (json!({ "to": "ninguém", "text": { "body": "oi" } }), 400, 131_009),
        (json!({ "to": "556232991111", "text": { "body": "oi" } }), 400, 131_021),
        (json!({ "type": "poll" }), 400, 131_051),
        (json!({ "type": "image", "image": {} }), 400, 131_008),
        (json!({ "type": "image", "image": { "id": "1" } }), 400, 131_009),
        (
            json!({ "messaging_product": "sms", "text": { "body": "oi" } }),
            400,
            100,
        ),
        (template("nenhum", "pt_BR", 0), 404, 132_001),
        (template("aviso_fatura", "en_US", 3), 404, 132_001),
        (template("aviso_fatura", "pt_BR", 2), 400, 132_000),
        (template("oferta_upgrade", "pt_BR", 2), 404, 132_001),
        (template("pesquisa_satisfacao", "pt_BR", 1), 400, 132_015),
        (template("segunda_via", "pt_BR", 1), 400, 132_012),
    ] {
        let (answered, refusal) = send_graph(&town, body.clone()).await;
        let error = &refusal["error"];
        assert_eq!((answered, &error["code"]), (status, &json!(code)), "{body}: {refusal}");
        assert_eq!(error["type"], "OAuthException");
        assert!(error["error_data"]["details"].is_string() && error["fbtrace_id"].is_string());
    }
    assert!(town.outbox().is_empty());
    assert_eq!(town.account().lines[META].refused, 14);
}

#[tokio::test]
async fn only_the_bearer_of_the_token_may_call() {
    let (town, _desk) = town_of_lines().await;
    let url = format!("{}/v26.0/{NUMBER_ID}", town.line(META).unwrap().api());
    let stranger = reqwest::Client::new().get(&url).bearer_auth("another");
    let (status, refusal) = answer(stranger).await;
    assert_eq!((status, &refusal["error"]["code"]), (401, &json!(190)));
    let (status, number) = answer(graph(&town, Method::GET, NUMBER_ID)).await;
    assert_eq!(
        (status, &number["display_phone_number"]),
        (200, &json!("+556232991111"))
    );
    let (status, _) = answer(graph(&town, Method::POST, "1/messages").json(&json!({}))).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn templates_are_listed_page_by_page() {
    let (town, _desk) = town_of_lines().await;
    let path = format!("{WABA}/message_templates?fields=name,category,status,language,components&limit=4");
    let (_, first) = answer(graph(&town, Method::GET, &path)).await;
    assert_eq!(first["data"].as_array().unwrap().len(), 4);
    let bill = &first["data"][0];
    assert_eq!(
        (&bill["name"], &bill["status"]),
        (&json!("aviso_fatura"), &json!("APPROVED"))
    );
    assert_eq!(bill["components"][0]["type"], "BODY");
    let next = first["paging"]["next"].as_str().unwrap();
    let request = reqwest::Client::new().get(next).bearer_auth(crate::lines::ACCESS_TOKEN);
    let (_, last) = answer(request).await;
    let states: Vec<&Value> = last["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["status"])
        .collect();
    assert_eq!(states, ["REJECTED", "PAUSED"]);
    assert_eq!(last["paging"]["next"], Value::Null);
}

#[tokio::test]
async fn the_desk_marks_as_read_what_somebody_wrote() {
    let (town, _desk) = town_of_lines().await;
    let heard = town.line(META).unwrap().write(ze(), "oi").await.unwrap();
    let path = format!("{NUMBER_ID}/messages");
    let read = |id: &str| {
        let body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": id,
            "typing_indicator": { "type": "text" } });
        answer(graph(&town, Method::POST, &path).json(&body))
    };
    assert_eq!(read(heard.as_str()).await, (200, json!({ "success": true })));
    assert_eq!(read("wamid.nothing").await.1["error"]["code"], 131_009);
    assert_eq!(town.account().lines[META].read_by_desk, 1);
    assert!(town.outbox().is_empty());
}

#[tokio::test]
async fn a_webhook_is_verified_by_its_challenge() {
    let (town, _desk) = town_of_lines().await;
    assert!(town.line(META).unwrap().verify_webhook().await);
    assert!(!town.line("twilio").unwrap().verify_webhook().await);
}
