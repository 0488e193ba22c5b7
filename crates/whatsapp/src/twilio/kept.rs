//! What Twilio proves to have sent and cannot be read.

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    signature::{self, SignatureError},
    webhook,
};
use crate::{Channel, EventKind, InboundEvent, ProviderKind, ReadError, WebhookError, WebhookRequest, unreadable};

const URL: &str = "https://isp.example.com/webhooks/whatsapp/1";
const FORM: &str = "application/x-www-form-urlencoded";
const BODY: &str = "MessageSid=SM0123456789abcdef0123456789abcdef&SmsStatus=received&Body=oi\
                    &From=whatsapp%3A%2B5562998765432";

fn channel() -> Channel {
    let settings = json!({ "account_sid": "AC0123456789abcdef0123456789abcdef", "from": "+551130000000" });
    Channel::open(ProviderKind::Twilio, &settings, br#"{"auth_token":"sesame"}"#).unwrap()
}

fn read(body: &str, proof: &str) -> Result<Vec<InboundEvent>, ReadError> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
    headers.insert(signature::HEADER, proof.parse().unwrap());
    channel().read_webhook(&WebhookRequest {
        url: URL,
        secret: None,
        headers: &headers,
        body: body.as_bytes(),
    })
}

fn signed(body: &str) -> String {
    signature::sign(&"sesame".into(), URL, &webhook::decode(body.as_bytes()).unwrap())
}

#[test]
fn what_is_proven_and_cannot_be_read_is_kept_and_read_again_once_mended() {
    let body = BODY.replace("&From=", "&Sender=");
    let events = read(&body, &signed(&body)).unwrap();
    assert!(
        matches!(
            events[0].kind,
            EventKind::Unreadable {
                why: WebhookError::Field { field: "From", .. }
            }
        ),
        "{events:?}"
    );
    assert!(channel().read_again(&events[0].body).is_err());
    // as a form, and as the object that people are shown
    let mended = unreadable::body(BODY);
    assert_eq!(
        channel().read_again(&mended).unwrap()[0].key,
        "SM0123456789abcdef0123456789abcdef"
    );
    let object = webhook::read_fields(&webhook::decode(BODY.as_bytes()).unwrap())
        .unwrap()
        .body;
    assert_eq!(channel().shown(&mended), format!("{object:#}"));
    assert_eq!(channel().mended(&events[0].body, BODY), Ok(mended.clone()));
    assert!(channel().mended(&events[0].body, "oi").is_err());
    let as_object = channel().read_again(&unreadable::body(&object.to_string())).unwrap();
    assert_eq!(as_object, channel().read_again(&mended).unwrap());
}

#[test]
fn a_body_that_is_no_form_is_kept_where_the_address_proves_it() {
    let body = br#"{"event":"x"}"#;
    let url = format!("{URL}?bodySHA256={}", hex::encode(Sha256::digest(body)));
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, "application/json".parse().unwrap());
    headers.insert(
        signature::HEADER,
        signature::sign(&"sesame".into(), &url, &[]).parse().unwrap(),
    );
    let request = WebhookRequest {
        url: &url,
        secret: None,
        headers: &headers,
        body,
    };
    let events = channel().read_webhook(&request).unwrap();
    assert!(matches!(events[0].kind, EventKind::Unreadable { .. }), "{events:?}");
    let other = WebhookRequest { body: b"{}", ..request };
    assert_eq!(channel().read_webhook(&other), Err(SignatureError::BodyMismatch.into()));
}

#[test]
fn more_fields_than_can_be_proven_are_refused() {
    let many = "a=1&".repeat(201);
    assert_eq!(
        read(&many, "x"),
        Err(ReadError::Content(WebhookError::TooManyFields { allowed: 200 }))
    );
}
