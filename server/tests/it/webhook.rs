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

fn without_sender(fields: &[(String, String)]) -> Vec<(String, String)> {
    let mut fields = fields.to_vec();
    fields.retain(|(name, _)| name != "From" && name != "WaId");
    fields
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

    let mut many = fields.clone();
    many.extend((0..200).map(|number| (format!("More{number}"), String::new())));
    let malformed = post(&url, &many, AUTH_TOKEN).await;
    assert_eq!(malformed.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        malformed.text().await.unwrap().contains("200"),
        "the answer names what is allowed"
    );
    let unproven = post(&url, &without_sender(&fields), "another token").await;
    assert_eq!(unproven.status(), StatusCode::FORBIDDEN);

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
        metrics.contains(r#"enlace_webhook_refused_total{reason="signature"} 3"#),
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

#[sqlx::test(migrations = "../migrations")]
async fn what_is_proven_and_cannot_be_read_is_answered_200_and_stored_once(pool: PgPool) {
    let mut stage = Stage::set(pool).await;
    stage.serve("gateway").await;
    let fields = without_sender(&message("SM00000000000000000000000000000003"));
    for _ in 0..2 {
        let answer = post(&stage.webhook(), &fields, AUTH_TOKEN).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
    assert_eq!(stored(&stage).await, 1);
    let kinds: Vec<String> = sqlx::query_scalar("select kind from inbound_events")
        .fetch_all(stage.desk.pool())
        .await
        .unwrap();
    assert_eq!(kinds, ["unreadable"]);
}
