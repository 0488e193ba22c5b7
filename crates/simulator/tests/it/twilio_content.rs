//! Twilio's templates and its account.

use serde_json::{Value, json};

use crate::{ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN, lines::answer, send, town};

#[tokio::test]
async fn templates_are_listed_with_their_approvals_and_sent() {
    let (town, _desk) = town().await;
    let url = format!("{}/v1/ContentAndApprovals", town.api());
    let client = reqwest::Client::new();
    assert_eq!(answer(client.get(&url)).await.0, 401);
    let (_, list) = answer(client.get(&url).basic_auth(ACCOUNT, Some(TOKEN))).await;
    let contents = list["contents"].as_array().unwrap();
    let states: Vec<&Value> = contents.iter().map(|one| &one["approval_requests"]["status"]).collect();
    assert_eq!(
        states,
        ["approved", "approved", "approved", "approved", "rejected", "paused"]
    );
    assert_eq!(list["meta"]["next_page_url"], Value::Null);
    let visit = &contents[2];
    assert_eq!(visit["types"]["twilio/quick-reply"]["actions"][0]["title"], "Confirmar");

    let from = format!("whatsapp:{BUSINESS}");
    let variables = json!({ "1": "Zé", "2": "amanhã" }).to_string();
    let sid = visit["sid"].as_str().unwrap();
    let fields = [
        ("To", SUBSCRIBER),
        ("From", &*from),
        ("ContentSid", sid),
        ("ContentVariables", &*variables),
    ];
    assert_eq!(send(&town, &fields).await.unwrap().status(), 201);
    let sent = town.outbox().pop().unwrap();
    assert_eq!(sent.template.as_deref(), Some("visita_tecnica"));
    assert!(sent.body.starts_with("Olá, Zé! A visita do técnico ficou para amanhã."));
    assert_eq!(sent.choices[1].title, "Remarcar");
}

#[tokio::test]
async fn the_account_is_in_good_standing() {
    let (town, _desk) = town().await;
    let url = format!("{}/2010-04-01/Accounts/{ACCOUNT}.json", town.api());
    let client = reqwest::Client::new();
    assert_eq!(answer(client.get(&url).basic_auth(ACCOUNT, Some("other"))).await.0, 401);
    let (status, account) = answer(client.get(&url).basic_auth(ACCOUNT, Some(TOKEN))).await;
    assert_eq!(
        (status, &account["sid"], &account["status"]),
        (200, &json!(ACCOUNT), &json!("active"))
    );
}
