//! Sending: what is asked, and what each answer means.

use std::time::Duration;

use axum::http::header::{AUTHORIZATION, LOCATION, RETRY_AFTER};
use base64::{Engine, engine::general_purpose::STANDARD};
use enlace_domain::DeliveryStatus;
use enlace_whatsapp::{Accepted, Provider, SendError};
use serde_json::json;

use crate::twilio_stand_in::{ACCOUNT, SID, Script, Twilio, cutting, nobody, reply};

fn taken(status: &str) -> String {
    json!({ "sid": SID, "status": status, "num_media": "0", "error_code": null, "body": "oi" }).to_string()
}

fn refused(code: i64, status: u16) -> String {
    json!({ "code": code, "message": "…", "more_info": "…", "status": status }).to_string()
}

async fn failure(twilio: &Twilio) -> SendError {
    let error = twilio.client().send(&reply()).await.unwrap_err();
    twilio.asked_once();
    error
}

#[tokio::test]
async fn a_message_is_posted_as_twilio_documents_it() {
    let twilio = Twilio::answering(201, taken("queued")).await;
    let accepted = twilio.client().send(&reply()).await.unwrap();
    assert_eq!(
        accepted,
        Accepted {
            provider_message_id: SID.to_owned(),
            status: DeliveryStatus::Sent,
            wa_id: None,
        }
    );

    let asked = twilio.asked_once();
    assert_eq!(
        asked.uri.path(),
        format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json")
    );
    assert_eq!(
        asked.headers[AUTHORIZATION],
        format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:token")))
    );
    assert_eq!(asked.headers["content-type"], "application/x-www-form-urlencoded");
    let mut form = asked.form();
    form.sort();
    let expected = [
        ("Body", "oi"),
        ("From", "whatsapp:+551130000000"),
        ("StatusCallback", "https://isp.example.com/webhooks/whatsapp/1"),
        ("To", "whatsapp:+556298765432"),
    ];
    assert_eq!(form, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn an_api_key_takes_the_place_of_the_token() {
    let twilio = Twilio::answering(201, taken("accepted")).await;
    twilio.client_with_api_key().send(&reply()).await.unwrap();
    let expected = STANDARD.encode("SK0123456789abcdef0123456789abcdef:sesame");
    assert_eq!(twilio.asked_once().headers[AUTHORIZATION], format!("Basic {expected}"));
}

#[tokio::test]
async fn a_refusal_is_what_its_code_says() {
    assert_eq!(
        failure(&Twilio::answering(400, refused(63016, 400)).await).await,
        SendError::WindowClosed
    );
    assert_eq!(
        failure(&Twilio::answering(400, refused(63003, 400)).await).await,
        SendError::NotOnWhatsApp
    );
    assert_eq!(
        failure(&Twilio::answering(401, refused(20003, 401)).await)
            .await
            .class(),
        "account"
    );
    let unknown = failure(&Twilio::answering(400, refused(12345, 400)).await).await;
    assert_eq!((unknown.class(), unknown.code()), ("refused", "12345"));
    assert!(unknown.for_agent().contains("12345"));
}

#[tokio::test]
async fn a_message_that_failed_at_once_is_no_success() {
    let failed = json!({ "sid": SID, "status": "failed", "error_code": 63024 }).to_string();
    assert_eq!(
        failure(&Twilio::answering(201, failed).await).await,
        SendError::NotOnWhatsApp
    );
}

#[tokio::test]
async fn the_pause_that_twilio_asks_for_is_kept() {
    let script = |status, headers| Script::Answer {
        status,
        headers,
        body: String::new(),
    };
    let wait = vec![(RETRY_AFTER, "17".parse().unwrap())];
    let twilio = Twilio::with(script(429, wait.clone())).await;
    let seventeen = Some(Duration::from_secs(17));
    assert_eq!(
        failure(&twilio).await,
        SendError::RateLimited {
            after: seventeen,
            this_pair: false
        }
    );
    let twilio = Twilio::with(script(503, wait)).await;
    let error = failure(&twilio).await;
    assert!(error.may_retry());
    assert_eq!((error.class(), error.retry_after()), ("retry_later", seventeen));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let to = vec![(LOCATION, "http://127.0.0.1:1/".parse().unwrap())];
    let twilio = Twilio::with(Script::Answer {
        status: 308,
        headers: to,
        body: String::new(),
    })
    .await;
    assert_eq!(failure(&twilio).await.class(), "account");
}

#[tokio::test]
async fn a_message_that_may_be_on_its_way_is_in_doubt() {
    let http = reqwest::Client::builder()
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let twilio = Twilio::with(Script::Silence).await;
    assert_eq!(twilio.client_over(http).send(&reply()).await, Err(SendError::InDoubt));
    twilio.asked_once();

    assert_eq!(cutting("").await.send(&reply()).await, Err(SendError::InDoubt));
    let half = "HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{\"sid\":";
    assert_eq!(cutting(half).await.send(&reply()).await, Err(SendError::InDoubt));
    assert_eq!(
        failure(&Twilio::answering(201, "<html>").await).await,
        SendError::InDoubt
    );
    assert_eq!(failure(&Twilio::answering(502, "").await).await, SendError::InDoubt);
}

#[tokio::test]
async fn what_never_left_may_be_sent_again() {
    let error = nobody().await.send(&reply()).await.unwrap_err();
    assert!(error.may_retry(), "{error:?}");
    assert_eq!(error.class(), "retry_later");
}
