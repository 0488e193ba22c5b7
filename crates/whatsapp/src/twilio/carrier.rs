//! A Twilio channel: its form, and its webhooks.

use std::sync::Arc;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use secrecy::ExposeSecret;
use serde_json::Value;

use super::{
    TwilioClient,
    settings::{ApiKey, TwilioSecrets, TwilioSettings},
    signature::{self, SignatureError},
    webhook,
};
use crate::{
    Abilities, InboundEvent, Provider, ProviderKind, ReadError, Understood, WebhookAnswer, WebhookError,
    WebhookRequest,
    channel::Carrier,
    settings::{Entered, Field, SettingsError, StoredChannel},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// What WhatsApp gives a number at Twilio by default is 80; a channel of an administrator may say less.
pub(crate) const ABILITIES: Abilities = Abilities {
    official: true,
    has_window: true,
    can_look_up: true,
    can_mark_read: false,
    per_second: 80,
    text_limit: 1_600,
};

/// What an administrator enters.
pub(crate) const FIELDS: &[Field] = &[
    Field {
        name: "from",
        secret: false,
        required: true,
    },
    Field {
        name: "account_sid",
        secret: false,
        required: true,
    },
    Field {
        name: "auth_token",
        secret: true,
        required: true,
    },
    Field {
        name: "api_key_sid",
        secret: false,
        required: false,
    },
    Field {
        name: "api_key_secret",
        secret: true,
        required: false,
    },
    Field {
        name: "messaging_service_sid",
        secret: false,
        required: false,
    },
    Field {
        name: "content_sid_ask",
        secret: false,
        required: false,
    },
    Field {
        name: "base_url",
        secret: false,
        required: false,
    },
];

/// A number at Twilio. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub(crate) struct TwilioChannel {
    settings: TwilioSettings,
    secrets: TwilioSecrets,
}

/// Opens a stored channel.
pub(crate) fn open(settings: &Value, secrets: &[u8]) -> Result<TwilioChannel, SettingsError> {
    Ok(TwilioChannel {
        settings: TwilioSettings::from_json(settings)?,
        secrets: TwilioSecrets::from_bytes(secrets)?,
    })
}

/// Reads what was entered; a secret left blank keeps the value it has in `old`.
pub(crate) fn create(entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
    let old = old.map(TwilioSecrets::from_bytes).transpose()?;
    let settings = TwilioSettings {
        base_url: entered.parsed_opt(
            "base_url",
            "an address that begins with https:// or http:// and has no query",
        )?,
        account_sid: entered.parsed("account_sid", "AC and 32 digits of 0-9 and a-f")?,
        from: entered.parsed("from", "a number with + and its country code, like +556230000000")?,
        messaging_service_sid: entered.parsed_opt("messaging_service_sid", "MG and 32 digits of 0-9 and a-f")?,
        content_sid_ask: entered.parsed_opt("content_sid_ask", "HX and 32 digits of 0-9 and a-f")?,
    };
    let auth_token = entered
        .secret("auth_token")
        .filter(|token| !token.expose_secret().is_empty())
        .cloned()
        .or_else(|| old.as_ref().map(|old| old.auth_token.clone()))
        .ok_or(SettingsError::Field {
            field: "auth_token",
            allowed: "the account's primary token",
        })?;
    let key_sid = entered.parsed_opt("api_key_sid", "SK and 32 digits of 0-9 and a-f")?;
    let old_key_secret = old.and_then(|old| old.api_key).map(|key| key.secret);
    let api_key = match (key_sid, entered.secret("api_key_secret").cloned().or(old_key_secret)) {
        (Some(sid), Some(secret)) => Some(ApiKey { sid, secret }),
        (Some(_), None) => {
            return Err(SettingsError::Field {
                field: "api_key_secret",
                allowed: "set together with api_key_sid, or neither",
            });
        }
        (None, _) => None,
    };
    stored(&settings, &TwilioSecrets { auth_token, api_key })
}

/// The channel as it is stored.
///
/// # Errors
/// None that these types can cause; the signature is the serialiser's.
pub fn stored(settings: &TwilioSettings, secrets: &TwilioSecrets) -> Result<StoredChannel, SettingsError> {
    Ok(StoredChannel {
        kind: ProviderKind::Twilio,
        address: settings.from.clone(),
        settings: settings.to_json()?,
        secrets: secrets.to_bytes()?,
    })
}

impl Carrier for TwilioChannel {
    fn kind(&self) -> ProviderKind {
        ProviderKind::Twilio
    }

    fn abilities(&self) -> Abilities {
        ABILITIES
    }

    fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        Arc::new(TwilioClient::new(
            http.clone(),
            self.settings.clone(),
            self.secrets.clone(),
        ))
    }

    fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        let header = request
            .headers
            .get(signature::HEADER)
            .and_then(|value| value.to_str().ok())
            .ok_or(SignatureError::Missing)?;
        if !is_form(request.headers) {
            signature::verify_body(&self.secrets.auth_token, request.url, request.body, header)?;
            return Err(WebhookError::Field {
                field: "Content-Type",
                allowed: FORM,
            }
            .into());
        }
        let fields = webhook::decode(request.body)?;
        signature::verify(&self.secrets.auth_token, request.url, &fields, header)?;
        Ok(vec![webhook::read_fields(&fields)?])
    }

    fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        webhook::understand(body)
    }

    fn webhook_answer(&self) -> WebhookAnswer {
        // An empty TwiML document: send nothing in return.
        WebhookAnswer {
            content_type: "text/xml",
            body: "<Response/>",
        }
    }
}

impl From<SignatureError> for ReadError {
    fn from(error: SignatureError) -> Self {
        Self::NotProven(error.words())
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    content_type
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Channel, EventKind};

    const URL: &str = "https://isp.example.com/webhooks/whatsapp/1";
    const BODY: &str = "MessageSid=SM0123456789abcdef0123456789abcdef&SmsStatus=received&Body=oi\
                        &From=whatsapp%3A%2B5562998765432";

    fn channel() -> Channel {
        let settings = json!({ "account_sid": "AC0123456789abcdef0123456789abcdef", "from": "+551130000000" });
        Channel::open(ProviderKind::Twilio, &settings, br#"{"auth_token":"sesame"}"#).unwrap()
    }

    fn read(body: &str, content_type: &str, signature: Option<&str>) -> Result<Vec<InboundEvent>, ReadError> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
        if let Some(signature) = signature {
            headers.insert(signature::HEADER, signature.parse().unwrap());
        }
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
    fn a_signed_webhook_is_read() {
        let events = read(
            BODY,
            "application/x-www-form-urlencoded; charset=utf-8",
            Some(&signed(BODY)),
        )
        .unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(
            events[0].kind,
            EventKind::Message {
                sender_key: "556298765432".to_owned()
            }
        );
    }

    #[test]
    fn nothing_is_read_without_a_matching_signature() {
        assert_eq!(read(BODY, FORM, None), Err(SignatureError::Missing.into()));
        let other = BODY.replace("Body=oi", "Body=ok");
        assert_eq!(
            read(&other, FORM, Some(&signed(BODY))),
            Err(SignatureError::Mismatch.into())
        );
        assert_eq!(
            read(BODY, "application/json", Some(&signed(BODY))),
            Err(SignatureError::BodyMismatch.into())
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        assert!(!format!("{:?}", channel()).contains("sesame"));
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

    const PLAIN: [(&str, &str); 2] = [
        ("from", "+55 11 3000-0000"),
        ("account_sid", "AC0123456789abcdef0123456789abcdef"),
    ];

    #[test]
    fn a_secret_that_is_left_blank_keeps_its_value() {
        let first = create(&entered(&PLAIN, &[("auth_token", "sesame")]), None).unwrap();
        assert_eq!(first.address.as_str(), "+551130000000");
        let again = create(&entered(&PLAIN, &[]), Some(first.secrets.expose_secret())).unwrap();
        assert_eq!(again.secrets.expose_secret(), first.secrets.expose_secret());
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = create(&entered(&PLAIN, &[]), None).unwrap_err().to_string();
        assert!(error.starts_with("auth_token: "), "{error}");
        let error = create(&entered(&PLAIN[1..], &[("auth_token", "t")]), None)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("from: "), "{error}");
    }
}
