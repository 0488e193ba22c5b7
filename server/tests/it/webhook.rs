//! What the webhook refuses, and that a repeat changes nothing.

use enlace_whatsapp::twilio::signature;
use reqwest::{Response, StatusCode};
use secrecy::SecretString;
use sqlx::PgPool;

use crate::process::{AUTH_TOKEN, NUMBER, Stage};

fn message(sid: &str) -> Vec<(String, String)> {
    [
        ("MessageSid", sid),
        ("SmsStatus", "received"),
        ("From", "whatsapp:+5562998765432"),
        ("WaId", "5562998765432"),
        ("To", &format!("whatsapp:{NUMBER}")),
        ("ProfileName", "Ana"),
        ("NumMedia", "0"),
        ("Body", "caiu a internet"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

async fn post(url: &str, fields: &[(String, String)], token: &str) -> Response {
    let signature = signature::sign(&SecretString::from(token), url, fields);
    reqwest::Client::new()
        .post(url)
        .header("X-Twilio-Signature", signature)
        .form(fields)
        .send()
        .await
        .unwrap()
}

async fn stored(stage: &Stage) -> i64 {
    enlace_store::arrivals::let_all_in(stage.desk.pool()).await.unwrap();
    enlace_store::tally::inbound_events(stage.desk.pool())
        .await
        .unwrap()
        .rows
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_the_providers_is_refused_and_nothing_is_stored(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    stage.serve("gateway").await;
    let url = stage.webhook();
    let fields = message("SM00000000000000000000000000000001");

    let forged = post(&url, &fields, "another token").await;
    assert_eq!(forged.status(), StatusCode::FORBIDDEN);

    let unsigned = reqwest::Client::new().post(&url).form(&fields).send().await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::FORBIDDEN);

    let mut without_sender = fields.clone();
    without_sender.retain(|(name, _)| name != "From" && name != "WaId");
    let malformed = post(&url, &without_sender, AUTH_TOKEN).await;
    assert_eq!(malformed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        malformed.text().await.unwrap().contains("From"),
        "the answer names the field"
    );

    let mut endless = fields.clone();
    endless.push(("Body2".to_owned(), "x".repeat(4_300_000)));
    assert_eq!(
        post(&url, &endless, AUTH_TOKEN).await.status(),
        StatusCode::PAYLOAD_TOO_LARGE
    );

    let nowhere = format!(
        "http://{}/webhooks/whatsapp/{}",
        stage.address,
        enlace_domain::ChannelId::new()
    );
    assert_eq!(
        post(&nowhere, &fields, AUTH_TOKEN).await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(stored(&stage).await, 0);

    let metrics = reqwest::get(format!("http://{}/metrics", stage.address))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        metrics.contains(r#"enlace_webhook_refused_total{reason="signature"} 2"#),
        "refusals are counted: {metrics}"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_repeat_is_answered_200_and_changes_nothing(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    stage.serve("gateway").await;
    let (url, fields) = (stage.webhook(), message("SM00000000000000000000000000000002"));
    let answers = futures::future::join_all((0..20).map(|_| post(&url, &fields, AUTH_TOKEN))).await;
    assert!(answers.iter().all(|answer| answer.status() == StatusCode::OK));
    assert_eq!(stored(&stage).await, 1);
}
