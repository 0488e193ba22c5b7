//! What subscribers write, as the desk hears it.

use enlace_domain::WaId;
use enlace_simulator::{Town, TownError, Writer, Written};
use enlace_whatsapp::twilio::signature;

use crate::{ACCOUNT, BUSINESS, TOKEN, desk::Desk, quiet, town};

#[tokio::test]
async fn words_arrive_signed_with_the_spelling_whatsapp_uses() {
    let (town, desk) = town().await;
    let subscriber = town
        .subscribers()
        .iter()
        .find(|one| one.wa_id.as_str().len() == 12)
        .unwrap();
    let sid = town.write(subscriber, "oi, tô sem internet").await.unwrap();
    let call = &desk.calls()[0];
    assert_eq!(call.field("MessageSid"), sid.as_str());
    assert_eq!(call.field("From"), format!("whatsapp:+{}", subscriber.wa_id.as_str()));
    assert_eq!(call.field("WaId"), subscriber.wa_id.as_str());
    assert_eq!(call.field("ProfileName"), subscriber.profile_name);
    assert_eq!(call.field("To"), format!("whatsapp:{BUSINESS}"));
    assert_eq!(call.field("AccountSid"), ACCOUNT);
    assert_eq!(call.field("Body"), "oi, tô sem internet");
    let fields: Vec<(String, String)> = call.fields.clone().into_iter().collect();
    signature::verify(&TOKEN.into(), desk.webhook().as_str(), &fields, &call.signature).unwrap();
}

#[tokio::test]
async fn a_failing_desk_gets_the_same_call_again() {
    let (town, desk) = town().await;
    desk.answer_next(&[503, 500]);
    let from = WaId::parse("5562981234567").unwrap();
    let sid = town.write(&from, "oi").await.unwrap();
    let calls = desk.calls();
    assert_eq!(calls.len(), 3);
    assert!(!calls[0].token.is_empty());
    assert!(
        calls
            .iter()
            .all(|call| call.token == calls[0].token && call.field("MessageSid") == sid.as_str())
    );
    let account = town.account();
    assert_eq!((account.written, account.written_taken), (1, 1));
    assert_eq!(account.webhook_answers, [(200, 1), (500, 1), (503, 1)].into());
}

#[tokio::test]
async fn a_refusal_is_final_and_repeats_end() {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    config.desk_webhook.set_fragment(Some("rc=1"));
    let town = Town::start(config).await.unwrap();
    let from = WaId::parse("5562981234567").unwrap();
    desk.answer_next(&[403]);
    assert!(matches!(town.write(&from, "oi").await, Err(TownError::Delivery(_))));
    assert_eq!(desk.calls().len(), 1);
    desk.answer_next(&[503, 503]);
    assert!(town.write(&from, "oi").await.is_err());
    assert_eq!(desk.calls().len(), 3);
    assert_eq!(town.account().written_taken, 0);
}

#[tokio::test]
async fn a_public_name_is_signed_and_the_real_one_is_called() {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    let mut listens_at = desk.webhook();
    listens_at.set_path("/");
    listens_at.set_query(None);
    config.desk_listens_at = Some(listens_at);
    config.desk_webhook = "https://desk.example/webhooks/whatsapp/1".parse().unwrap();
    let town = Town::start(config).await.unwrap();
    town.write(&WaId::parse("5562981234567").unwrap(), "oi").await.unwrap();
    let call = &desk.calls()[0];
    let fields: Vec<(String, String)> = call.fields.clone().into_iter().collect();
    signature::verify(
        &TOKEN.into(),
        "https://desk.example/webhooks/whatsapp/1",
        &fields,
        &call.signature,
    )
    .unwrap();
}

#[tokio::test]
async fn a_repeat_is_the_same_message_under_another_call() {
    let (town, desk) = town().await;
    let from = Writer {
        wa_id: WaId::parse("5562981234567").unwrap(),
        profile_name: "Zé".to_owned(),
    };
    let tap = Written::Choice {
        title: "Boleto".to_owned(),
        payload: "financial".to_owned(),
    };
    let sid = town.write(from, tap).await.unwrap();
    assert_eq!(town.repeat(&sid).await.unwrap(), 200);
    let calls = desk.calls();
    assert_eq!(calls[0].fields, calls[1].fields);
    assert_eq!(calls[1].field("ButtonPayload"), "financial");
    assert_eq!(town.account().written, 1);
}
