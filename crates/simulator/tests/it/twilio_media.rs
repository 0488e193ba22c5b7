//! Files and kinds at Twilio, both ways.

use enlace_simulator::{MediaFault, SentKind, Town, Written};

use crate::{
    ACCOUNT, BUSINESS, SUBSCRIBER, TOKEN,
    desk::{Desk, FILE},
    lines::ze,
    send, town,
};

/// The fields of the webhook of what is written.
async fn told(town: &Town, desk: &Desk, written: Written) -> crate::desk::Call {
    town.write(ze(), written).await.unwrap();
    desk.last()
}

#[tokio::test]
async fn a_file_is_fetched_with_credentials_through_a_redirect() {
    let (town, desk) = town().await;
    let call = told(&town, &desk, Written::Audio).await;
    assert_eq!(
        (call.field("MediaContentType0"), call.field("NumMedia")),
        ("audio/ogg", "1")
    );
    assert!(call.field("MessageSid").starts_with("MM"));
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let url = call.field("MediaUrl0");
    assert_eq!(client.get(url).send().await.unwrap().status(), 401);
    town.faults().next_media(MediaFault::NotFound, 1);
    let get = || client.get(url).basic_auth(ACCOUNT, Some(TOKEN)).send();
    assert_eq!(get().await.unwrap().status(), 404);
    let redirect = get().await.unwrap();
    assert_eq!(redirect.status(), 307);
    // The storage asks for nothing more.
    let file = client
        .get(redirect.headers()["location"].to_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(file.headers()["content-type"], "audio/ogg");
    assert!(file.bytes().await.unwrap().starts_with(b"OggS"));
}

#[tokio::test]
async fn every_kind_carries_its_own_fields() {
    let (town, desk) = town().await;
    let first = town.write(ze(), "oi").await.unwrap();
    let caption = String::new;
    let filename = "comprovante.pdf".to_owned();
    for (written, message_type, media, body) in [
        (Written::Video { caption: caption() }, "video", "video/mp4", ""),
        (
            Written::Document {
                caption: caption(),
                filename,
            },
            "document",
            "application/pdf",
            "comprovante.pdf",
        ),
        (Written::Sticker, "sticker", "image/webp", ""),
        (
            Written::Contact {
                name: "Ana".to_owned(),
                number: "5562999998888".to_owned(),
            },
            "contacts",
            "text/vcard",
            "",
        ),
        (
            Written::Delete {
                original: first.clone(),
            },
            "revoke",
            "",
            "",
        ),
        (
            Written::Edit {
                original: first.clone(),
                text: "olá".to_owned(),
            },
            "edit",
            "",
            "",
        ),
        (
            Written::Unknown {
                message_type: "poll".to_owned(),
            },
            "poll",
            "",
            "",
        ),
    ] {
        let call = told(&town, &desk, written).await;
        let found = (
            call.field("MessageType"),
            call.field("MediaContentType0"),
            call.field("Body"),
        );
        assert_eq!(found, (message_type, media, body));
    }
    let place = Written::Location {
        latitude: -16.7,
        longitude: -49.2,
        address: "Setor Bueno".to_owned(),
    };
    assert_eq!(told(&town, &desk, place).await.field("Latitude"), "-16.7");
    let to = first.clone();
    let call = told(
        &town,
        &desk,
        Written::Reaction {
            to,
            emoji: "👍".to_owned(),
        },
    )
    .await;
    assert_eq!((call.field("MessageType"), call.field("Body")), ("reaction", "👍"));
    assert_eq!(call.field("OriginalRepliedMessageSid"), first.as_str());
    let to = first.clone();
    let call = told(
        &town,
        &desk,
        Written::Reply {
            to,
            text: "isso".to_owned(),
        },
    )
    .await;
    assert_eq!((call.field("MessageType"), call.field("Body")), ("text", "isso"));
    assert_eq!(call.field("OriginalRepliedMessageSender"), SUBSCRIBER);
}

#[tokio::test]
async fn the_desks_files_are_fetched_and_places_read() {
    let (town, desk) = town().await;
    let from = format!("whatsapp:{BUSINESS}");
    let callback = desk.webhook().to_string();
    let file = desk.file();
    let nowhere = file.replace("fatura", "nada");
    for url in [&file, &nowhere] {
        let fields = [
            ("To", SUBSCRIBER),
            ("From", &from),
            ("Body", "Segue"),
            ("MediaUrl", url),
            ("StatusCallback", &callback),
        ];
        assert_eq!(send(&town, &fields).await.unwrap().status(), 201);
    }
    desk.until(|calls| calls.len() == 4).await;
    let outbox = town.outbox();
    assert_eq!(
        (outbox[0].kind, outbox[0].media[0].size),
        (SentKind::Media, Some(FILE.len()))
    );
    assert_eq!(outbox[1].error_code, Some(63_019));
    let place = [
        ("To", SUBSCRIBER),
        ("From", &*from),
        ("Body", "Loja"),
        ("PersistentAction", "geo:-16.68,-49.26|Loja"),
    ];
    send(&town, &place).await.unwrap();
    assert_eq!(town.outbox()[2].place.as_ref().unwrap().label, "Loja");
}
