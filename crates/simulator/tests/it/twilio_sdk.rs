//! Twilio's own SDK as an independent judge: it sends through the town and checks a signature that the town made.

use serde_json::json;

use crate::{ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN, sdk, town};

#[tokio::test]
async fn twilios_own_sdk_takes_the_town_for_twilio() {
    let (town, desk) = town().await;
    let subscriber = &town.subscribers()[0];
    town.write(subscriber, "Oi! Ação & reação = 100% + ü 🙏\nsegunda linha")
        .await
        .unwrap();
    let call = &desk.calls()[0];
    let seen = sdk::run(
        "twilio_sdk.py",
        town.api(),
        &json!({
            "account": ACCOUNT,
            "token": TOKEN,
            "from": format!("whatsapp:{BUSINESS}"),
            "to": SUBSCRIBER,
            "webhook": { "url": desk.webhook().as_str(), "fields": call.fields, "signature": call.signature },
        }),
    )
    .await;

    let sent = &town.outbox()[0];
    assert_eq!(seen["sid"], sent.sid.as_str());
    assert_eq!(seen["body"], sent.body);
    assert!(sent.body.ends_with('👍'));
    assert_eq!(
        (&seen["status"], &seen["direction"]),
        (&json!("queued"), &json!("outbound-api"))
    );
    assert_eq!(seen["created_is_a_date"], true);
    assert_eq!(seen["fetched"], seen["sid"]);
    assert_eq!(seen["listed"], json!([seen["sid"]]));
    assert_eq!(seen["paged"], 2, "the message and what the subscriber wrote");
    assert_eq!(seen["no_to"], json!([400, 21_604]));
    assert_eq!(seen["bad_to"], json!([400, 21_211]));
    assert_eq!(seen["missing"], json!([404, 20_404]));
    assert_eq!(seen["bad_token"], json!([401, 20_003]));
    assert_eq!(
        (&seen["valid"], &seen["tampered"], &seen["elsewhere"]),
        (&json!(true), &json!(false), &json!(false))
    );
    assert_eq!(town.outbox().len(), 1);
    assert_eq!(seen["account"], "active");
    assert_eq!(seen["templates"].as_array().unwrap().len(), 6);
    assert_eq!(seen["templates"][0], json!(["aviso_fatura", "pt_BR", "approved"]));
}
