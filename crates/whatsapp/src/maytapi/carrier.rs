//! A Maytapi channel: its form, and its webhooks.

use std::sync::Arc;

use secrecy::ExposeSecret;
use serde_json::Value;
use time::OffsetDateTime;

use super::{
    MaytapiClient,
    files::FILES,
    ids::{PhoneId, ProductId},
    settings::{MaytapiSecrets, MaytapiSettings, no_token},
    understand, webhook,
};
use crate::{
    Abilities, InboundEvent, Provider, ProviderKind, ReadError, Understood, WebhookError, WebhookRequest,
    WebhookSecret,
    channel::Carrier,
    settings::{Entered, Field, SettingsError, StoredChannel},
    unreadable,
};

/// A linked device writes as fast as a person may: WhatsApp bans numbers that don't.
pub(crate) const ABILITIES: Abilities = Abilities {
    official: false,
    has_window: false,
    can_look_up: false,
    can_mark_read: false,
    per_second: 1,
    text_limit: 4_096,
    files: FILES,
    can_locate: true,
    can_quote: true,
};

/// What an administrator enters.
pub(crate) const FIELDS: &[Field] = &[
    Field {
        name: "from",
        secret: false,
        required: true,
    },
    Field {
        name: "product_id",
        secret: false,
        required: true,
    },
    Field {
        name: "phone_id",
        secret: false,
        required: true,
    },
    Field {
        name: "token",
        secret: true,
        required: true,
    },
    Field {
        name: "webhook_secret",
        secret: true,
        required: true,
    },
    Field {
        name: "base_url",
        secret: false,
        required: false,
    },
];

/// A linked device at Maytapi. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub(crate) struct MaytapiChannel {
    settings: MaytapiSettings,
    secrets: MaytapiSecrets,
}

/// Opens a stored channel.
pub(crate) fn open(settings: &Value, secrets: &[u8]) -> Result<MaytapiChannel, SettingsError> {
    Ok(MaytapiChannel {
        settings: MaytapiSettings::from_json(settings)?,
        secrets: MaytapiSecrets::from_bytes(secrets)?,
    })
}

/// Reads what was entered; a secret left blank keeps the value it has in `old`.
pub(crate) fn create(entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
    let old = old.map(MaytapiSecrets::from_bytes).transpose()?;
    let settings = MaytapiSettings {
        base_url: entered.parsed_opt(
            "base_url",
            "an address that begins with https:// or http:// and has no query",
        )?,
        from: entered.parsed("from", "a number with + and its country code, like +556230000000")?,
        product_id: entered.parsed("product_id", ProductId::ALLOWED)?,
        phone_id: entered.parsed("phone_id", PhoneId::ALLOWED)?,
    };
    let filled = |name: &str| entered.secret(name).filter(|secret| !secret.expose_secret().is_empty());
    let token = filled("token")
        .cloned()
        .or_else(|| old.as_ref().map(|old| old.token.clone()))
        .ok_or(no_token())?;
    let webhook_secret = match filled("webhook_secret") {
        Some(secret) => secret.expose_secret().parse()?,
        None => old.map(|old| old.webhook_secret).ok_or(SettingsError::Field {
            field: "webhook_secret",
            allowed: WebhookSecret::ALLOWED,
        })?,
    };
    let secrets = MaytapiSecrets { token, webhook_secret };
    Ok(StoredChannel {
        kind: ProviderKind::Maytapi,
        address: settings.from.clone(),
        settings: settings.to_json()?,
        secrets: secrets.to_bytes()?,
    })
}

impl Carrier for MaytapiChannel {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Maytapi
    }

    fn abilities(&self) -> Abilities {
        ABILITIES
    }

    fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        Arc::new(MaytapiClient::new(
            http.clone(),
            self.settings.clone(),
            self.secrets.clone(),
        ))
    }

    fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        let given = request.secret.unwrap_or_default();
        if !self.secrets.webhook_secret.matches(given) {
            return Err(ReadError::NotProven(
                "the webhook's address does not end with the channel's webhook secret",
            ));
        }
        let read = webhook::read(&self.settings, request.body, OffsetDateTime::now_utc());
        Ok(unreadable::or_kept(request.body, read))
    }

    fn read_again(&self, post: &[u8]) -> Result<Vec<InboundEvent>, WebhookError> {
        webhook::read(&self.settings, post, OffsetDateTime::now_utc())
    }

    fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        understand::understand(body)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;
    use serde_json::json;

    use super::*;
    use crate::Channel;

    const SECRET: &str = "sesame-sesame-sesame";

    fn channel() -> Channel {
        let settings = json!({ "from": "+556232000000", "product_id": "dc01968f", "phone_id": "12" });
        let secrets = json!({ "token": "dragon", "webhook_secret": SECRET }).to_string();
        Channel::open(ProviderKind::Maytapi, &settings, secrets.as_bytes()).unwrap()
    }

    fn read(secret: Option<&str>) -> Result<Vec<InboundEvent>, ReadError> {
        channel().read_webhook(&WebhookRequest {
            url: "https://isp.example.com/webhooks/whatsapp/1",
            secret,
            headers: &HeaderMap::new(),
            body: br#"{"type":"status","pid":"dc01968f","phone_id":12,"status":"active"}"#,
        })
    }

    #[test]
    fn nothing_is_read_without_the_secret_in_the_path() {
        assert_eq!(read(Some(SECRET)).unwrap().len(), 1);
        for secret in [None, Some(""), Some("sesame"), Some("sesame-sesame-sesamf")] {
            assert!(matches!(read(secret), Err(ReadError::NotProven(_))), "{secret:?}");
        }
    }

    #[test]
    fn it_is_no_official_number() {
        let abilities = channel().abilities();
        assert!(!abilities.official && !abilities.has_window && !abilities.can_look_up);
        assert_eq!(channel().kind(), ProviderKind::Maytapi);
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", channel());
        assert!(!shown.contains("dragon") && !shown.contains("sesame"), "{shown}");
    }

    fn entered(plain: &[(&str, &str)], secret: &[(&str, &str)]) -> Entered {
        Entered {
            plain: plain
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
            secret: secret
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).into()))
                .collect(),
        }
    }

    const PLAIN: [(&str, &str); 3] = [
        ("from", "+55 62 3200-0000"),
        ("product_id", "dc01968f"),
        ("phone_id", "12"),
    ];
    const SECRETS: [(&str, &str); 2] = [("token", "dragon"), ("webhook_secret", SECRET)];

    #[test]
    fn a_secret_that_is_left_blank_keeps_its_value() {
        let first = Channel::create(ProviderKind::Maytapi, &entered(&PLAIN, &SECRETS), None).unwrap();
        assert_eq!(first.address.as_str(), "+556232000000");
        let old = Some(first.secrets.expose_secret());
        let again = create(&entered(&PLAIN, &[("token", "")]), old).unwrap();
        assert_eq!(again.secrets.expose_secret(), first.secrets.expose_secret());
        let changed = create(&entered(&PLAIN, &[("token", "phoenix")]), old).unwrap();
        let opened = MaytapiSecrets::from_bytes(changed.secrets.expose_secret()).unwrap();
        assert_eq!(opened.token.expose_secret(), "phoenix");
        assert!(opened.webhook_secret.matches(SECRET));
    }

    #[test]
    fn what_is_missing_is_named() {
        let refused = |plain: &[(&str, &str)], secret: &[(&str, &str)]| {
            create(&entered(plain, secret), None).unwrap_err().to_string()
        };
        for (index, (name, _)) in PLAIN.iter().enumerate() {
            let mut plain = PLAIN.to_vec();
            plain.remove(index);
            assert!(refused(&plain, &SECRETS).starts_with(&format!("{name}: ")));
        }
        assert!(refused(&PLAIN, &SECRETS[1..]).starts_with("token: "));
        assert!(refused(&PLAIN, &SECRETS[..1]).starts_with("webhook_secret: "));
    }
}
