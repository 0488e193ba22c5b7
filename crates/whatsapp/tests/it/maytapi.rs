//! A linked device at Maytapi: what is asked, and what each answer means.

use axum::http::Method;
use enlace_domain::{
    DeliveryStatus, Template,
    template::{TemplateCategory, TemplateState},
    view::Choice,
};
use enlace_whatsapp::{
    Accepted, Content, MediaError, MediaKind, MediaReference, OutgoingMedia, OutgoingMessage, Place, SendError,
    TemplateUse,
};
use futures::TryStreamExt;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::maytapi_stand_in::{Maytapi, Script, message, nobody, reply};

const SEND: &str = "/api/dc01968f-7cfc/12/sendMessage";

fn queued() -> Value {
    json!({ "success": true, "data": { "chatId": "556298765432@c.us", "msgId": "50d8b950-a67f" } })
}

/// What was posted for a message that was taken.
async fn posted(message: OutgoingMessage) -> Value {
    let maytapi = Maytapi::answering(200, queued()).await;
    maytapi.provider().send(&message).await.unwrap();
    let asked = maytapi.asked_once();
    assert_eq!((asked.method.clone(), asked.uri.path()), (Method::POST, SEND));
    assert_eq!(asked.headers["x-maytapi-key"], "dragon");
    asked.json()
}

async fn failure(maytapi: &Maytapi) -> SendError {
    let error = maytapi.provider().send(&reply()).await.unwrap_err();
    maytapi.asked_once();
    error
}

#[tokio::test]
async fn a_message_in_the_gateways_queue_left_ours() {
    let maytapi = Maytapi::answering(200, queued()).await;
    let expected = Accepted {
        provider_message_id: "50d8b950-a67f".to_owned(),
        status: DeliveryStatus::Sent,
        wa_id: Some("556298765432".parse().unwrap()),
    };
    assert_eq!(maytapi.provider().send(&reply()).await, Ok(expected));
}

#[tokio::test]
async fn every_kind_is_posted_as_maytapi_documents_it() {
    let mut answer = reply();
    answer.quoted = Some("false_5562@c.us_3EB0".to_owned());
    let body = posted(answer).await;
    assert_eq!(
        body,
        json!({ "to_number": "556298765432", "type": "text", "message": "oi", "skip_filter": true,
                "reply_to": "false_5562@c.us_3EB0" })
    );

    let choices = vec![Choice {
        id: "financial".to_owned(),
        title: "Boleto".to_owned(),
    }];
    let text = "Qual?".to_owned();
    let body = posted(message(Content::Choices { text, choices })).await;
    assert_eq!(
        (&body["type"], &body["message"]),
        (&json!("text"), &json!("Qual?\n\n1. Boleto"))
    );

    let media = OutgoingMedia {
        kind: MediaKind::Image,
        link: "https://isp.example.com/media/1".parse().unwrap(),
        content_type: "image/jpeg".to_owned(),
        file_name: None,
        caption: "O modem".to_owned(),
    };
    let body = posted(message(Content::Media(media))).await;
    assert_eq!((&body["type"], &body["text"]), (&json!("media"), &json!("O modem")));
    assert_eq!(body["message"], "https://isp.example.com/media/1");

    let place = Place {
        latitude: -16.68,
        longitude: -49.26,
        name: Some("Loja Centro".to_owned()),
        address: None,
    };
    let body = posted(message(Content::Location(place))).await;
    assert_eq!(
        (&body["type"], &body["latitude"]),
        (&json!("location"), &json!("-16.68"))
    );

    let reaction = Content::Reaction {
        message: "false_5562@c.us_3EB0".to_owned(),
        emoji: "👍".to_owned(),
    };
    let body = posted(message(reaction)).await;
    assert_eq!((&body["type"], &body["message"]), (&json!("reaction"), &json!("👍")));
    assert_eq!(body["reply_to"], "false_5562@c.us_3EB0");
}

#[tokio::test]
async fn a_template_is_refused_before_anything_is_asked() {
    let template = Template {
        provider_id: String::new(),
        name: "retomar".to_owned(),
        language: "pt_BR".to_owned(),
        category: TemplateCategory::Utility,
        state: TemplateState::Approved,
        reason: None,
        header: None,
        body: "Oi!".to_owned(),
        footer: None,
        buttons: Vec::new(),
    };
    let used = TemplateUse {
        template,
        values: Vec::new(),
        header: None,
        text: "Oi!".to_owned(),
    };
    let maytapi = Maytapi::answering(200, queued()).await;
    let error = maytapi
        .provider()
        .send(&message(Content::Template(Box::new(used))))
        .await
        .unwrap_err();
    assert_eq!((error.class(), error.code()), ("refused", "no_templates"));
    assert!(error.for_agent().contains("modelos"));
    assert!(maytapi.asked().is_empty());
}

#[tokio::test]
async fn a_refusal_with_http_200_is_a_refusal() {
    let refused = |message: &str| json!({ "success": false, "message": message });
    let maytapi = Maytapi::answering(200, refused("The number is not registered on WhatsApp")).await;
    assert_eq!(failure(&maytapi).await, SendError::NotOnWhatsApp);
    let maytapi = Maytapi::answering(200, refused("Phone is not connected")).await;
    assert_eq!(failure(&maytapi).await.class(), "account");
    let maytapi = Maytapi::answering(200, refused("Something went wrong")).await;
    let error = failure(&maytapi).await;
    assert_eq!((error.class(), error.may_retry()), ("refused", false));
}

#[tokio::test]
async fn a_message_that_may_be_on_its_way_is_in_doubt() {
    let maytapi = Maytapi::with(Script::Silence).await;
    let provider = maytapi.hasty_provider();
    assert_eq!(provider.send(&reply()).await, Err(SendError::InDoubt));
    maytapi.asked_once();
    assert_eq!(
        provider.find_recent(&reply(), OffsetDateTime::now_utc()).await,
        Ok(None)
    );

    for (status, body) in [(502, "<html>"), (200, "<html>"), (200, r#"{"success":true,"data":{}}"#)] {
        let body = body.to_owned();
        let maytapi = Maytapi::with(Script::Answer { status, body }).await;
        assert_eq!(failure(&maytapi).await, SendError::InDoubt);
    }
}

#[tokio::test]
async fn what_never_left_may_be_sent_again() {
    let error = nobody().await.send(&reply()).await.unwrap_err();
    assert_eq!((error.class(), error.may_retry()), ("retry_later", true));
}

fn file(url: String) -> MediaReference {
    MediaReference {
        url: Some(url),
        ..MediaReference::default()
    }
}

#[tokio::test]
async fn a_file_is_fetched_without_the_token_over_one_redirect() {
    let maytapi = Maytapi::with(Script::MovedOnce { body: "JPEG" }).await;
    let body = maytapi
        .provider()
        .fetch_media(&file(maytapi.url("/flow/1.jpeg")))
        .await
        .unwrap();
    let pieces: Vec<Vec<u8>> = body.pieces.try_collect().await.unwrap();
    assert_eq!(pieces.concat(), b"JPEG");
    let asked = maytapi.asked();
    let paths: Vec<&str> = asked.iter().map(|asked| asked.uri.path()).collect();
    assert_eq!(paths, ["/flow/1.jpeg", "/moved"]);
    assert!(asked.iter().all(|asked| !asked.headers.contains_key("x-maytapi-key")));
}

#[tokio::test]
async fn a_file_that_is_nowhere_is_not_looked_for() {
    let maytapi = Maytapi::with(Script::MovedForEver).await;
    let error = maytapi
        .provider()
        .fetch_media(&file(maytapi.url("/flow/1.jpeg")))
        .await
        .unwrap_err();
    assert!(matches!(error, MediaError::RetryLater(_)));
    assert_eq!(maytapi.asked().len(), 2);

    let gone = Maytapi::answering(404, json!({})).await;
    let error = gone
        .provider()
        .fetch_media(&file(gone.url("/flow/1.jpeg")))
        .await
        .unwrap_err();
    assert_eq!(error, MediaError::Gone);
    for url in ["file:///etc/passwd", "flow/1.jpeg", ""] {
        let error = gone.provider().fetch_media(&file(url.to_owned())).await.unwrap_err();
        assert_eq!(error, MediaError::NoAddress, "{url}");
    }
    gone.asked_once();
}

async fn checked(status: Value) -> Result<(), &'static str> {
    let maytapi = Maytapi::answering(200, json!({ "success": true, "status": status })).await;
    let result = maytapi.provider().check().await;
    let asked = maytapi.asked_once();
    assert_eq!(
        (asked.method, asked.uri.path()),
        (Method::GET, "/api/dc01968f-7cfc/12/status")
    );
    result.map_err(|error| error.class())
}

#[tokio::test]
async fn a_check_says_whether_the_device_can_send() {
    assert_eq!(
        checked(json!({ "loggedIn": true, "isQr": false, "number": "556232000000" })).await,
        Ok(())
    );
    assert_eq!(
        checked(json!({ "loggedIn": false, "isQr": true })).await,
        Err("account")
    );
    assert_eq!(
        checked(json!({ "loggedIn": false, "loading": true })).await,
        Err("retry_later")
    );
    assert_eq!(
        checked(json!({ "loggedIn": true, "number": "556232000001" })).await,
        Err("account")
    );

    let maytapi = Maytapi::with(Script::Silence).await;
    let error = maytapi.hasty_provider().check().await.unwrap_err();
    assert_eq!(error.class(), "retry_later");
}
