//! A channel at 360dialog: its form, and its webhooks.

use std::sync::Arc;

use reqwest::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use serde_json::Value;

use super::{
    authorization::WebhookAuthorization,
    settings::{Dialog360Secrets, Dialog360Settings},
};
use crate::{
    Abilities, InboundEvent, Provider, ProviderKind, ReadError, SendError, Understood, WebhookError, WebhookRequest,
    WebhookSecret,
    channel::Carrier,
    cloud,
    meta::{
        client::{CloudClient, Credentials, Host},
        error_table,
        ours::Ours,
        understand::understand,
        webhook,
    },
    settings::{Entered, Field, SettingsError, StoredChannel},
    unreadable,
};

/// The header that carries the key.
const KEY: &str = "D360-API-KEY";

/// What an administrator enters.
pub(crate) const FIELDS: &[Field] = &[
    Field::plain("from", true),
    Field::secret("api_key", true),
    Field::secret("webhook_secret", true),
    Field::secret("webhook_authorization", false),
    Field::plain("base_url", false),
];

/// A number at 360dialog. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub(crate) struct Dialog360Channel {
    settings: Dialog360Settings,
    secrets: Dialog360Secrets,
}

/// Opens a stored channel.
pub(crate) fn open(settings: &Value, secrets: &[u8]) -> Result<Dialog360Channel, SettingsError> {
    Ok(Dialog360Channel {
        settings: Dialog360Settings::from_json(settings)?,
        secrets: Dialog360Secrets::from_bytes(secrets)?,
    })
}

/// Reads what was entered; a secret left blank keeps the value it has in `old`.
pub(crate) fn create(entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
    let old = old.map(Dialog360Secrets::from_bytes).transpose()?;
    let settings = Dialog360Settings {
        base_url: entered.parsed_opt(
            "base_url",
            "an address that begins with https:// or http:// and has no query",
        )?,
        from: entered.parsed("from", "a number with + and its country code, like +556230000000")?,
    };
    let old_key = old.as_ref().map(|old| old.api_key.clone());
    let webhook_secret = match entered
        .secret("webhook_secret")
        .filter(|secret| !secret.expose_secret().is_empty())
    {
        Some(secret) => secret.expose_secret().parse()?,
        None => old
            .as_ref()
            .map(|old| old.webhook_secret.clone())
            .ok_or(SettingsError::Field {
                field: "webhook_secret",
                allowed: WebhookSecret::ALLOWED,
            })?,
    };
    let webhook_authorization = match entered
        .secret("webhook_authorization")
        .filter(|header| !header.expose_secret().is_empty())
    {
        Some(header) => Some(header.expose_secret().parse::<WebhookAuthorization>()?),
        None => old.and_then(|old| old.webhook_authorization),
    };
    let secrets = Dialog360Secrets {
        api_key: entered.secret_or("api_key", old_key, "the number's API key")?,
        webhook_secret,
        webhook_authorization,
    };
    Ok(StoredChannel {
        kind: ProviderKind::Dialog360,
        address: settings.from.clone(),
        settings: settings.to_json()?,
        secrets: secrets.to_bytes()?,
    })
}

impl Carrier for Dialog360Channel {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Dialog360
    }

    /// What goes through is Meta's.
    fn abilities(&self) -> Abilities {
        cloud::ABILITIES
    }

    fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        let api = self.settings.api();
        let host = Host {
            kind: ProviderKind::Dialog360,
            messages: format!("{api}/messages"),
            files: api.to_owned(),
            file_host: Some(api.to_owned()),
            templates: Some(format!("{api}/v1/configs/templates")),
            check: format!("{api}/v1/configs/webhook"),
            credentials: Credentials::Header(KEY, self.secrets.api_key.clone()),
        };
        Arc::new(CloudClient::new(http.clone(), host))
    }

    fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        if !self.secrets.webhook_secret.matches(request.secret.unwrap_or_default()) {
            return Err(ReadError::NotProven(
                "the webhook's address does not end with the channel's webhook secret",
            ));
        }
        if let Some(expected) = &self.secrets.webhook_authorization {
            let given = request.headers.get(AUTHORIZATION).map(|value| value.as_bytes());
            if !expected.matches(given.unwrap_or_default()) {
                return Err(ReadError::NotProven(
                    "the webhook's Authorization header is not the one of the channel",
                ));
            }
        }
        // each number has an address of its own: Meta's id of it need not be known
        let read = webhook::read(Ours::default(), request.body);
        Ok(unreadable::or_kept(request.body, read))
    }

    fn read_again(&self, post: &[u8]) -> Result<Vec<InboundEvent>, WebhookError> {
        webhook::read(Ours::default(), post)
    }

    fn failure(&self, code: &str) -> Option<SendError> {
        error_table::reported(code)
    }

    fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        understand(body)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::*;
    use crate::Channel;

    const SECRET: &str = "sesame-sesame-sesame";

    fn entered() -> Entered {
        let secret = [("api_key", "dragon"), ("webhook_secret", SECRET)];
        Entered {
            plain: [("from".to_owned(), "+55 62 3200-0000".to_owned())].into(),
            secret: secret
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).into()))
                .collect(),
        }
    }

    fn channel() -> Channel {
        channel_of(&entered())
    }

    fn channel_of(entered: &Entered) -> Channel {
        let stored = Channel::create(ProviderKind::Dialog360, entered, None).unwrap();
        Channel::open(stored.kind, &stored.settings, stored.secrets.expose_secret()).unwrap()
    }

    #[test]
    fn nothing_is_read_without_the_secret_in_the_path() {
        let read = |secret| {
            channel().read_webhook(&WebhookRequest {
                url: "https://isp.example.com/webhooks/whatsapp/1",
                secret,
                headers: &HeaderMap::new(),
                body: br#"{"entry":[]}"#,
            })
        };
        assert_eq!(read(Some(SECRET)), Ok(Vec::new()));
        for secret in [None, Some(""), Some("sesame-sesame-sesamf")] {
            assert!(matches!(read(secret), Err(ReadError::NotProven(_))), "{secret:?}");
        }
    }

    #[test]
    fn a_header_that_was_agreed_upon_must_come_too() {
        const HEADER: &str = "Basic ZW5sYWNlOnNlc2FtZQ==";
        let mut entered = entered();
        entered.secret.insert("webhook_authorization".to_owned(), HEADER.into());
        let channel = channel_of(&entered);
        let read = |secret, header: Option<&'static str>| {
            let header = header.map(|header| (AUTHORIZATION, HeaderValue::from_static(header)));
            channel.read_webhook(&WebhookRequest {
                url: "https://isp.example.com/webhooks/whatsapp/1",
                secret: Some(secret),
                headers: &header.into_iter().collect(),
                body: br#"{"entry":[]}"#,
            })
        };
        assert_eq!(read(SECRET, Some(HEADER)), Ok(Vec::new()));
        assert!(read("sesame-sesame-sesamf", Some(HEADER)).is_err());
        for header in [None, Some(""), Some("Basic ZW5sYWNlOnNlc2FtZQ")] {
            assert!(read(SECRET, header).is_err(), "{header:?}");
        }
    }

    #[test]
    fn a_header_that_cannot_be_sent_is_refused() {
        let mut entered = entered();
        let two_lines = "Basic sesame\nHost: sesame";
        entered
            .secret
            .insert("webhook_authorization".to_owned(), two_lines.into());
        let error = create(&entered, None).unwrap_err().to_string();
        assert!(error.starts_with("webhook_authorization: "), "{error}");
        assert!(!error.contains("sesame"), "{error}");
    }

    #[test]
    fn a_secret_that_is_left_blank_keeps_its_value() {
        let mut first = entered();
        first
            .secret
            .insert("webhook_authorization".to_owned(), "Basic sesame".into());
        let first = create(&first, None).unwrap();
        let mut blank = entered();
        blank.secret.clear();
        let again = create(&blank, Some(first.secrets.expose_secret())).unwrap();
        assert_eq!(again.secrets.expose_secret(), first.secrets.expose_secret());
        assert!(create(&blank, None).is_err());
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", channel());
        assert!(!shown.contains("dragon") && !shown.contains("sesame"), "{shown}");
    }
}
