//! The product's own channels against the town: every vendor passes the same suite.

use std::collections::{BTreeMap, BTreeSet};

use enlace_domain::{DeliveryStatus, MessageKind, template::TemplateState};
use enlace_simulator::{LIST_PICKER_SID, Town};
use enlace_whatsapp::{
    Channel, Content, InboundEvent, OutgoingMessage, Provider, ProviderKind, ReadError, Recipient, SendError,
    Understood, WebhookRequest, http_client,
    settings::{Entered, Field},
};
use secrecy::ExposeSecret;

use crate::{
    ACCOUNT, BUSINESS, TOKEN,
    desk::{Call, Desk, VERIFY_TOKEN},
    lines::{
        ACCESS_TOKEN, API_KEY, APP_SECRET, DIALOG, MAYTAPI, MAYTAPI_TOKEN, META, NUMBER_ID, PHONE, PRODUCT, SHORT,
        WABA, town_of_lines, ze,
    },
};

const WEBHOOK_SECRET: &str = "sesame-sesame-sesame";
const TWILIO: &str = "twilio";

/// One vendor's line, and the product's channel for it.
pub struct Pair {
    pub kind: ProviderKind,
    pub line: &'static str,
    pub channel: Channel,
    pub provider: std::sync::Arc<dyn Provider>,
}

/// What an administrator would enter; `broken` gives a wrong credential.
fn pair(town: &Town, kind: ProviderKind, broken: bool) -> Pair {
    let phone = PHONE.to_string();
    let (line, plain, secret) = match kind {
        ProviderKind::Twilio => (
            TWILIO,
            vec![
                ("from", BUSINESS),
                ("account_sid", ACCOUNT),
                ("content_sid_ask", LIST_PICKER_SID),
            ],
            vec![("auth_token", TOKEN)],
        ),
        ProviderKind::CloudApi => (
            META,
            vec![
                ("from", "+556232991111"),
                ("phone_number_id", NUMBER_ID),
                ("waba_id", WABA),
            ],
            vec![
                ("access_token", ACCESS_TOKEN),
                ("app_secret", APP_SECRET),
                ("verify_token", VERIFY_TOKEN),
            ],
        ),
        ProviderKind::Dialog360 => (
            DIALOG,
            vec![("from", "+556232992222")],
            vec![("api_key", API_KEY), ("webhook_secret", WEBHOOK_SECRET)],
        ),
        ProviderKind::Maytapi => (
            MAYTAPI,
            vec![("from", "+556232993333"), ("product_id", PRODUCT), ("phone_id", &phone)],
            vec![("token", MAYTAPI_TOKEN), ("webhook_secret", WEBHOOK_SECRET)],
        ),
    };
    let mut plain: BTreeMap<String, String> = plain
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    plain.insert("base_url".to_owned(), town.line(line).unwrap().api().to_owned());
    let wrong = |text: &str| if broken { format!("{text}x") } else { text.to_owned() };
    let secret = secret
        .into_iter()
        .map(|(name, text)| (name.to_owned(), wrong(text).into()))
        .collect();
    let stored = Channel::create(kind, &Entered { plain, secret }, None).unwrap();
    let channel = Channel::open(kind, &stored.settings, stored.secrets.expose_secret()).unwrap();
    Pair {
        kind,
        line,
        provider: channel.provider(&http_client().unwrap()),
        channel,
    }
}

/// A channel for each vendor, beside its line.
pub async fn stage() -> (Town, Desk, Vec<Pair>) {
    let (town, desk) = town_of_lines().await;
    let pairs = ProviderKind::ALL
        .into_iter()
        .map(|kind| pair(&town, kind, false))
        .collect();
    (town, desk, pairs)
}

impl Pair {
    pub fn message(&self, desk: &Desk, content: Content) -> OutgoingMessage {
        OutgoingMessage {
            to: Recipient::Number(SHORT.parse().unwrap()),
            content,
            quoted: None,
            status_callback: desk.webhook(),
            reference: "01930000-0000-7000-8000-000000000001.1".to_owned(),
        }
    }

    /// What the channel reads in a call of the town; an error where it was another vendor's.
    fn read(&self, desk: &Desk, call: &Call) -> Result<Vec<InboundEvent>, ReadError> {
        self.channel.read_webhook(&WebhookRequest {
            url: desk.webhook().as_str(),
            secret: Some(WEBHOOK_SECRET),
            headers: &call.headers,
            body: &call.raw,
        })
    }

    /// What the channel makes of a call of the town.
    pub fn hear(&self, desk: &Desk, call: &Call) -> Vec<Understood> {
        let events = self.read(desk, call);
        let events = events.unwrap_or_else(|error| panic!("{}: {error}", self.kind));
        events
            .iter()
            .map(|event| self.channel.understand(&event.body).unwrap())
            .collect()
    }

    /// The newest message; reports of what was sent may come between.
    pub fn last_message(&self, desk: &Desk) -> enlace_whatsapp::IncomingMessage {
        let message = |call: &Call| {
            let events = self.read(desk, call).ok()?;
            events
                .iter()
                .find_map(|event| match self.channel.understand(&event.body) {
                    Ok(Understood::Message(message)) => Some(message),
                    _ => None,
                })
        };
        desk.calls().iter().rev().find_map(message).unwrap()
    }

    /// The one message that a call brings.
    pub fn heard(&self, desk: &Desk, call: &Call) -> enlace_whatsapp::IncomingMessage {
        match self.hear(desk, call).pop() {
            Some(Understood::Message(message)) => message,
            other => panic!("{}: {other:?}", self.kind),
        }
    }
}

#[tokio::test]
async fn words_come_in_with_who_wrote_them() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        town.line(pair.line)
            .unwrap()
            .write(ze(), "caiu a internet")
            .await
            .unwrap();
        let message = pair.heard(&desk, &desk.last());
        assert_eq!(
            (message.kind, message.body.as_str()),
            (MessageKind::Text, "caiu a internet"),
            "{}",
            pair.kind
        );
        assert_eq!(message.from.wa_id.unwrap().as_str(), SHORT, "{}", pair.kind);
        assert_eq!(message.profile_name.as_deref(), Some("Zé"), "{}", pair.kind);
    }
}

#[tokio::test]
async fn words_go_out_and_their_ticks_come_back() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        town.line(pair.line).unwrap().write(ze(), "oi").await.unwrap();
        let text = format!("Olá pelo {}", pair.kind);
        let accepted = pair
            .provider
            .send(&pair.message(&desk, Content::Text(text.clone())))
            .await
            .unwrap();
        let sent = town.outbox().pop().unwrap();
        assert_eq!((sent.line.as_str(), sent.body.as_str()), (pair.line, text.as_str()));
        assert_eq!(accepted.provider_message_id, sent.sid.as_str(), "{}", pair.kind);
        town.mark_read(&sent.sid).await.unwrap();
        let reached = |calls: &[Call]| {
            let mut steps = BTreeSet::new();
            for call in calls {
                let events = pair.channel.read_webhook(&WebhookRequest {
                    url: desk.webhook().as_str(),
                    secret: Some(WEBHOOK_SECRET),
                    headers: &call.headers,
                    body: &call.raw,
                });
                for event in events.into_iter().flatten() {
                    if let Ok(Understood::Status(report)) = pair.channel.understand(&event.body)
                        && report.provider_message_id == accepted.provider_message_id
                    {
                        steps.extend(report.status);
                    }
                }
            }
            steps.contains(&DeliveryStatus::Delivered) && steps.contains(&DeliveryStatus::Read)
        };
        desk.until(reached).await;
    }
}

#[tokio::test]
async fn official_numbers_have_templates_in_every_state_and_a_linked_device_none() {
    let (_town, _desk, pairs) = stage().await;
    for pair in pairs {
        let templates = pair.provider.templates().await.unwrap();
        let has = |state| templates.iter().any(|template| template.state == state);
        if pair.channel.abilities().has_window {
            assert!(
                has(TemplateState::Approved) && has(TemplateState::Rejected),
                "{}: {templates:?}",
                pair.kind
            );
        } else {
            assert!(templates.is_empty());
        }
    }
}

#[tokio::test]
async fn a_check_tells_right_credentials_from_wrong_ones() {
    let (town, _desk, pairs) = stage().await;
    for right in pairs {
        assert_eq!(right.provider.check().await, Ok(()), "{}", right.kind);
        let wrong = pair(&town, right.kind, true).provider.check().await;
        assert!(
            matches!(wrong, Err(SendError::Account { .. })),
            "{}: {wrong:?}",
            right.kind
        );
    }
}

#[tokio::test]
async fn nobody_is_believed_who_cannot_prove_to_be_the_vendor() {
    let (town, desk, pairs) = stage().await;
    for right in pairs {
        town.line(right.line).unwrap().write(ze(), "oi").await.unwrap();
        let call = desk.last();
        let url = desk.webhook();
        let request = WebhookRequest {
            url: url.as_str(),
            secret: Some("another-secret-of-20"),
            headers: &call.headers,
            body: &call.raw,
        };
        let wrong = pair(&town, right.kind, true);
        assert!(wrong.channel.read_webhook(&request).is_err(), "{}", right.kind);
    }
}

#[test]
fn every_form_names_what_it_wants() {
    for kind in ProviderKind::ALL {
        let fields = Channel::fields(kind);
        assert!(
            fields.iter().any(|field| field.name == "from" && field.required),
            "{kind}"
        );
        let names: BTreeSet<_> = fields.iter().map(|Field { name, .. }| name).collect();
        assert_eq!(names.len(), fields.len(), "{kind}");
    }
}
