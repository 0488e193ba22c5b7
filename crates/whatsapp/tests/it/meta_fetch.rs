//! Files and templates from Meta's Cloud API and 360dialog.

use axum::http::header::{AUTHORIZATION, LOCATION};
use enlace_domain::Template;
use enlace_whatsapp::{Channel, MediaError, MediaReference, Provider, ProviderKind, SendError, http_client};
use futures::TryStreamExt;
use serde_json::{Value, json};

use crate::meta_stand_in::{Answer, Asked, HOSTS, Meta, answer};

const FILE: &str = "/whatsapp_business/attachments/?mid=1&hash=2";

/// Where Meta says that the file is. 360dialog passes Meta's own address on and hands the file out itself.
fn record(kind: ProviderKind, base: &str) -> Answer {
    let host = match kind {
        ProviderKind::Dialog360 => "https://lookaside.fbsbx.com",
        _ => base,
    };
    let url = format!("{host}{FILE}");
    answer(
        200,
        json!({ "messaging_product": "whatsapp", "url": url, "mime_type": "image/jpeg", "id": "77" }),
    )
}

fn record_path(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Dialog360 => "/77",
        _ => "/v26.0/77",
    }
}

async fn fetched(provider: &dyn Provider) -> Result<Vec<u8>, MediaError> {
    let reference = MediaReference {
        id: Some("77".to_owned()),
        ..MediaReference::default()
    };
    let body = provider.fetch_media(&reference).await?;
    body.pieces.try_concat().await
}

fn places(meta: &Meta) -> Vec<String> {
    meta.asked().iter().map(Asked::place).collect()
}

fn shows_credentials(asked: &Asked) -> bool {
    asked.headers.contains_key(AUTHORIZATION) || asked.headers.contains_key("d360-api-key")
}

#[tokio::test]
async fn a_file_is_asked_for_by_its_id_and_then_by_its_address() {
    for kind in HOSTS {
        let meta = Meta::with(|base| vec![record(kind, base), answer(200, "JPEG")]).await;
        assert_eq!(fetched(&*meta.provider(kind)).await, Ok(b"JPEG".to_vec()));
        assert_eq!(places(&meta), [record_path(kind), FILE], "{kind}");
        assert!(meta.asked().iter().all(shows_credentials), "{kind}");
    }
}

#[tokio::test]
async fn an_address_that_has_ended_is_asked_for_once_more() {
    for kind in HOSTS {
        let meta = Meta::with(|base| {
            let record = record(kind, base);
            vec![record.clone(), answer(404, ""), record, answer(200, "JPEG")]
        })
        .await;
        assert_eq!(fetched(&*meta.provider(kind)).await, Ok(b"JPEG".to_vec()));
        assert_eq!(
            places(&meta),
            [record_path(kind), FILE, record_path(kind), FILE],
            "{kind}"
        );

        let gone = Meta::with(|base| {
            let record = record(kind, base);
            vec![record.clone(), answer(404, ""), record, answer(404, "")]
        })
        .await;
        assert_eq!(fetched(&*gone.provider(kind)).await, Err(MediaError::Gone));
        assert_eq!(gone.asked().len(), 4, "{kind}");
    }
}

#[tokio::test]
async fn what_the_provider_does_not_have_is_not_asked_for_twice() {
    let unknown = json!({ "error": { "code": 100, "error_subcode": 33 } });
    for kind in HOSTS {
        for (status, body, expected) in [
            (400, unknown.clone(), MediaError::Gone),
            (404, json!({}), MediaError::Gone),
            (401, json!({ "error": { "code": 190 } }), MediaError::Account),
        ] {
            let meta = Meta::answering(status, body).await;
            assert_eq!(fetched(&*meta.provider(kind)).await, Err(expected), "{kind} {status}");
            meta.asked_once();
        }
        let meta = Meta::answering(400, json!({ "error": { "code": 80_007 } })).await;
        let error = fetched(&*meta.provider(kind)).await.unwrap_err();
        assert!(matches!(error, MediaError::RetryLater(_)), "{kind} {error}");
    }
}

#[tokio::test]
async fn where_a_file_has_moved_to_no_credentials_are_shown() {
    for kind in HOSTS {
        let meta = Meta::with(|base| {
            let moved = answer(302, "").with(LOCATION, "/elsewhere");
            vec![record(kind, base), moved, answer(200, "JPEG")]
        })
        .await;
        assert_eq!(fetched(&*meta.provider(kind)).await, Ok(b"JPEG".to_vec()));
        let asked = meta.asked();
        assert_eq!(asked[2].place(), "/elsewhere");
        assert!(!shows_credentials(&asked[2]), "{kind}");
    }
}

#[tokio::test]
async fn a_file_without_a_usable_id_is_not_asked_for() {
    for kind in HOSTS {
        let meta = Meta::answering(200, "{}").await;
        for id in [None, Some("../77"), Some("")] {
            let reference = MediaReference {
                id: id.map(str::to_owned),
                ..MediaReference::default()
            };
            let error = meta.provider(kind).fetch_media(&reference).await.unwrap_err();
            assert_eq!(error, MediaError::NoAddress, "{id:?}");
        }
        assert!(meta.asked().is_empty());
    }
}

fn template(name: &str) -> Value {
    json!({ "id": "5", "name": name, "language": "pt_BR", "category": "UTILITY", "status": "APPROVED",
            "components": [{ "type": "BODY", "text": "Oi, {{1}}!" }] })
}

fn names(templates: Result<Vec<Template>, SendError>) -> Vec<String> {
    templates.unwrap().into_iter().map(|template| template.name).collect()
}

#[tokio::test]
async fn every_page_of_metas_templates_is_read() {
    let list = "/v26.0/998877665544/message_templates";
    let meta = Meta::with(|base| {
        let paging = json!({ "next": format!("{base}{list}?limit=100&after=1") });
        vec![
            answer(200, json!({ "data": [template("aviso")], "paging": paging })),
            answer(200, json!({ "data": [template("retomar")], "paging": {} })),
        ]
    })
    .await;
    let templates = meta.provider(ProviderKind::CloudApi).templates().await;
    assert_eq!(names(templates), ["aviso", "retomar"]);
    let asked = meta.asked();
    assert_eq!(asked[0].uri.path(), list);
    assert_eq!(asked[1].place(), format!("{list}?limit=100&after=1"));
    assert!(asked.iter().all(shows_credentials));
}

#[tokio::test]
async fn a_page_at_another_host_is_not_asked_for() {
    let meta = Meta::with(|_| {
        let paging = json!({ "next": "http://127.0.0.1:1/v26.0/998877665544/message_templates" });
        vec![answer(200, json!({ "data": [template("aviso")], "paging": paging }))]
    })
    .await;
    let templates = meta.provider(ProviderKind::CloudApi).templates().await;
    assert_eq!(names(templates), ["aviso"]);
    meta.asked_once();
}

#[tokio::test]
async fn a_channel_without_its_account_says_why_it_has_no_templates() {
    let settings = json!({ "version": "v26.0", "from": "+556232000000", "phone_number_id": "1122334455667" });
    let secrets = json!({ "access_token": "dragon", "app_secret": "appsecret", "verify_token": "sesame" });
    let channel = Channel::open(ProviderKind::CloudApi, &settings, secrets.to_string().as_bytes()).unwrap();
    let error = channel.provider(&http_client().unwrap()).templates().await.unwrap_err();
    assert!(matches!(&error, SendError::Account { code, .. } if code == "no_waba_id"));
    assert!(error.for_agent().contains("WhatsApp Business"), "{}", error.for_agent());
}

#[tokio::test]
async fn every_page_of_360dialogs_templates_is_read() {
    let page = |offset: u32, name: &str| json!({ "count": 1, "total": 2, "limit": 1, "offset": offset, "waba_templates": [template(name)] });
    let meta = Meta::with(|_| vec![answer(200, page(0, "aviso")), answer(200, page(1, "retomar"))]).await;
    let templates = meta.provider(ProviderKind::Dialog360).templates().await;
    assert_eq!(names(templates), ["aviso", "retomar"]);
    assert_eq!(
        places(&meta),
        ["/v1/configs/templates", "/v1/configs/templates?offset=1"]
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_asked_for_later() {
    for kind in HOSTS {
        let error = Meta::answering(200, "<html>").await.provider(kind).templates().await;
        assert_eq!(error.unwrap_err().class(), "retry_later");
        let error = Meta::answering(500, "").await.provider(kind).templates().await;
        assert_eq!(error.unwrap_err().class(), "retry_later", "asking does no harm");
    }
}
