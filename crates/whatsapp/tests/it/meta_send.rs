//! Sending over Meta's Cloud API and 360dialog: what is asked, and what each answer means.

use std::time::Duration;

use axum::http::{
    Method,
    header::{AUTHORIZATION, RETRY_AFTER},
};
use enlace_domain::DeliveryStatus;
use enlace_whatsapp::{Accepted, ProviderKind, SendError};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::meta_stand_in::{Asked, HOSTS, Meta, answer, cutting, nobody, reply};

fn taken() -> Value {
    json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": "5562998765432", "wa_id": "556298765432" }],
        "messages": [{ "id": "wamid.HBgM", "message_status": "accepted" }],
    })
}

fn refused(code: u32) -> Value {
    json!({ "error": { "message": "…", "type": "OAuthException", "code": code, "fbtrace_id": "A" } })
}

/// What shows that a call is ours.
fn assert_credentials(kind: ProviderKind, asked: &Asked) {
    match kind {
        ProviderKind::Dialog360 => assert_eq!(asked.headers["d360-api-key"], "dragon"),
        _ => assert_eq!(asked.headers[AUTHORIZATION], "Bearer dragon"),
    }
}

fn messages_path(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Dialog360 => "/messages",
        _ => "/v26.0/1122334455667/messages",
    }
}

async fn failure(meta: &Meta, kind: ProviderKind) -> SendError {
    let error = meta.provider(kind).send(&reply()).await.unwrap_err();
    meta.asked_once();
    error
}

#[tokio::test]
async fn a_message_is_posted_as_each_host_documents_it() {
    for kind in HOSTS {
        let meta = Meta::answering(200, taken()).await;
        let accepted = Accepted {
            provider_message_id: "wamid.HBgM".to_owned(),
            status: DeliveryStatus::Sent,
            wa_id: Some("556298765432".parse().unwrap()),
        };
        assert_eq!(meta.provider(kind).send(&reply()).await, Ok(accepted));
        let asked = meta.asked_once();
        assert_eq!(
            (&asked.method, asked.place().as_str()),
            (&Method::POST, messages_path(kind))
        );
        assert_credentials(kind, &asked);
        let expected = json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "5562998765432", "type": "text",
            "text": { "body": "oi", "preview_url": false }, "biz_opaque_callback_data": "x.1",
        });
        assert_eq!(asked.json(), expected, "{kind}");
    }
}

#[tokio::test]
async fn a_refusal_says_what_may_be_done_next() {
    for kind in HOSTS {
        for (status, body, class) in [
            (400, refused(131_047), "window_closed"),
            (400, refused(131_026), "not_on_whatsapp"),
            (401, refused(190), "account"),
            (400, refused(100), "refused"),
            (404, refused(132_001), "refused"),
            (500, refused(131_000), "retry_later"),
            (400, refused(80_007), "rate_limited"),
            (401, json!({ "error": "invalid api key" }), "account"),
            (403, json!({}), "account"),
            (308, json!({}), "account"),
        ] {
            let meta = Meta::answering(status, &body).await;
            assert_eq!(failure(&meta, kind).await.class(), class, "{kind} {status} {body}");
        }
    }
}

#[tokio::test]
async fn a_pause_is_as_long_as_it_was_asked_for() {
    for kind in HOSTS {
        let meta = Meta::with(|_| vec![answer(429, refused(131_056)).with(RETRY_AFTER, "7")]).await;
        let pair = SendError::RateLimited {
            after: Some(Duration::from_secs(7)),
            this_pair: true,
        };
        assert_eq!(failure(&meta, kind).await, pair);

        let meta = Meta::answering(429, "").await;
        let all = SendError::RateLimited {
            after: None,
            this_pair: false,
        };
        assert_eq!(failure(&meta, kind).await, all);
    }
}

#[tokio::test]
async fn a_message_that_may_be_on_its_way_is_in_doubt() {
    for kind in HOSTS {
        let meta = Meta::silent().await;
        let provider = meta.hasty_provider(kind);
        assert_eq!(provider.send(&reply()).await, Err(SendError::InDoubt));
        meta.asked_once();
        let since = OffsetDateTime::now_utc();
        assert_eq!(provider.find_recent(&reply(), since).await, Ok(None));
        meta.asked_once();

        for (status, body) in [
            (500, "<html>"),
            (502, ""),
            (200, "<html>"),
            (200, r#"{"messages":[]}"#),
            (200, r#"{"messages":[{"id":""}]}"#),
        ] {
            let meta = Meta::answering(status, body).await;
            assert_eq!(failure(&meta, kind).await, SendError::InDoubt, "{status} {body}");
        }
    }
}

#[tokio::test]
async fn a_connection_cut_after_the_message_was_read_leaves_a_doubt() {
    let half = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"messaging";
    for kind in HOSTS {
        for before_cutting in ["", half] {
            let provider = cutting(kind, before_cutting).await;
            assert_eq!(
                provider.send(&reply()).await,
                Err(SendError::InDoubt),
                "{before_cutting}"
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_whose_words_were_cut_is_still_a_refusal() {
    let half = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 500\r\n\r\n{\"error";
    for kind in HOSTS {
        let error = cutting(kind, half).await.send(&reply()).await.unwrap_err();
        assert_eq!(error.class(), "account");
    }
}

#[tokio::test]
async fn what_never_left_may_be_sent_again() {
    for kind in HOSTS {
        let error = nobody(kind).await.send(&reply()).await.unwrap_err();
        assert_eq!((error.class(), error.may_retry()), ("retry_later", true));
    }
}

#[tokio::test]
async fn a_message_is_marked_as_read() {
    for kind in HOSTS {
        let meta = Meta::answering(200, json!({ "success": true })).await;
        assert_eq!(meta.provider(kind).mark_read("wamid.5").await, Ok(()));
        let asked = meta.asked_once();
        assert_eq!(
            (&asked.method, asked.place().as_str()),
            (&Method::POST, messages_path(kind))
        );
        assert_credentials(kind, &asked);
        let expected = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.5" });
        assert_eq!(asked.json(), expected);

        let error = Meta::silent().await.hasty_provider(kind).mark_read("wamid.5").await;
        assert_eq!(error.unwrap_err().class(), "retry_later", "marking twice does no harm");
    }
}

#[tokio::test]
async fn a_check_asks_what_only_the_right_credentials_may_see() {
    for (kind, place) in [
        (
            ProviderKind::CloudApi,
            "/v26.0/1122334455667?fields=id,display_phone_number",
        ),
        (ProviderKind::Dialog360, "/v1/configs/webhook"),
    ] {
        let meta = Meta::answering(200, json!({ "id": "1122334455667" })).await;
        assert_eq!(meta.provider(kind).check().await, Ok(()));
        let asked = meta.asked_once();
        assert_eq!((&asked.method, asked.place().as_str()), (&Method::GET, place));
        assert_credentials(kind, &asked);

        let unknown = json!({ "error": { "code": 100, "error_subcode": 33 } });
        for (status, body) in [(401, refused(190)), (400, unknown)] {
            let wrong = Meta::answering(status, body).await.provider(kind).check().await;
            assert_eq!(wrong.unwrap_err().class(), "account");
        }
        let silent = Meta::silent().await.hasty_provider(kind).check().await;
        assert_eq!(silent.unwrap_err().class(), "retry_later");
    }
}
