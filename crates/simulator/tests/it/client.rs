//! The product's own client against the town: what it makes of each answer.

use std::time::Duration;

use enlace_domain::PhoneNumber;
use enlace_simulator::{LIST_PICKER_SID, SendFault, Town};
use enlace_whatsapp::{
    Content, OutgoingMessage, Provider, Recipient, SendError, http_client,
    twilio::{TwilioClient, TwilioSecrets, TwilioSettings},
};
use time::OffsetDateTime;

use crate::{ACCOUNT, BUSINESS, TOKEN, desk::Desk, town};

fn client(town: &Town) -> TwilioClient {
    let mut settings = TwilioSettings::new(ACCOUNT.parse().unwrap(), PhoneNumber::parse(BUSINESS).unwrap());
    settings.base_url = Some(town.api().parse().unwrap());
    settings.content_sid_ask = Some(LIST_PICKER_SID.parse().unwrap());
    TwilioClient::new(http_client().unwrap(), settings, TwilioSecrets::new(TOKEN.into()))
}

fn message(desk: &Desk, text: &str) -> OutgoingMessage {
    OutgoingMessage {
        to: Recipient::Number("556281234567".parse().unwrap()),
        content: Content::Text(text.to_owned()),
        quoted: None,
        status_callback: desk.webhook(),
        reference: "1.1".to_owned(),
    }
}

#[tokio::test]
async fn words_and_choices_arrive() {
    let (town, desk) = town().await;
    let client = client(&town);
    let text = "Qual é o \"assunto\"?".to_owned();
    let mut question = message(&desk, &text);
    let accepted = client.send(&question).await.unwrap();
    assert_eq!(accepted.provider_message_id, town.outbox()[0].sid.as_str());
    let choices = vec![enlace_domain::view::Choice {
        id: "financial".to_owned(),
        title: "Boleto".to_owned(),
    }];
    question.content = Content::Choices {
        text: text.clone(),
        choices: choices.clone(),
    };
    client.send(&question).await.unwrap();
    let sent = &town.outbox()[1];
    assert_eq!((&sent.body, &sent.choices), (&text, &choices));
}

#[tokio::test]
async fn a_message_in_doubt_is_found_and_only_that_one() {
    let (town, desk) = town().await;
    let client = client(&town);
    let since = OffsetDateTime::now_utc() - Duration::from_secs(1);
    town.faults().next_sends(SendFault::CutAfterAccept, 1);
    let lost = message(&desk, "Seu boleto está pronto");
    assert_eq!(client.send(&lost).await, Err(SendError::InDoubt));
    let found = client.find_recent(&lost, since).await.unwrap().unwrap();
    assert_eq!(found.provider_message_id, town.outbox()[0].sid.as_str());
    assert_eq!(
        client.find_recent(&message(&desk, "outra coisa"), since).await,
        Ok(None)
    );
}

#[tokio::test]
async fn refusals_have_their_class() {
    let (town, desk) = town().await;
    let client = client(&town);
    let words = message(&desk, "oi");
    town.faults().next_sends(SendFault::TooManyRequests, 1);
    town.faults().next_sends(SendFault::Refuse { code: 63_016 }, 1);
    assert!(matches!(client.send(&words).await, Err(SendError::RateLimited { .. })));
    assert_eq!(client.send(&words).await, Err(SendError::WindowClosed));
    assert!(town.outbox().is_empty());
}
