//! One channel: a provider's settings and secrets together, and what can be done with them. The one place that picks
//! the provider, so that nobody outside this crate has to name it.

use std::sync::Arc;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;

use crate::{
    InboundEvent, Provider, ProviderKind, WebhookError,
    twilio::{
        SettingsError, TwilioClient, TwilioSecrets, TwilioSettings,
        signature::{self, SignatureError},
        webhook,
    },
};

const FORM: &str = "application/x-www-form-urlencoded";

/// A channel, opened. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub enum Channel {
    /// A number at Twilio.
    Twilio {
        /// What is no secret.
        settings: TwilioSettings,
        /// What is.
        secrets: TwilioSecrets,
    },
}

/// A webhook as it reached us.
#[derive(Clone, Copy)]
pub struct WebhookRequest<'a> {
    /// The public address that the provider called, with its query: behind a proxy not the one that we see.
    pub url: &'a str,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The body, untouched.
    pub body: &'a [u8],
}

/// What a provider wants to read after a webhook was stored; the status is 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: &'static str,
}

/// Why a webhook is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It does not prove that the provider sent it: answer 403.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// It is not what the provider sends: answer 400.
    #[error(transparent)]
    Content(#[from] WebhookError),
}

impl Channel {
    /// Opens a channel from what the database keeps: `settings`, and the unsealed secrets.
    ///
    /// # Errors
    /// [`SettingsError`] with the field at fault.
    pub fn open(kind: ProviderKind, settings: &Value, secrets: &[u8]) -> Result<Self, SettingsError> {
        match kind {
            ProviderKind::Twilio => Ok(Self::Twilio {
                settings: TwilioSettings::from_json(settings)?,
                secrets: TwilioSecrets::from_bytes(secrets)?,
            }),
        }
    }

    /// Which provider carries it.
    #[must_use]
    pub const fn kind(&self) -> ProviderKind {
        match self {
            Self::Twilio { .. } => ProviderKind::Twilio,
        }
    }

    /// What sends through it, over the shared connections of `http`.
    #[must_use]
    pub fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        match self {
            Self::Twilio { settings, secrets } => {
                Arc::new(TwilioClient::new(http.clone(), settings.clone(), secrets.clone()))
            }
        }
    }

    /// Checks that a webhook comes from the provider, and reads what it reports.
    ///
    /// # Errors
    /// [`ReadError`]; nothing of the webhook may be believed then.
    pub fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        match self {
            Self::Twilio { secrets, .. } => {
                let header = request
                    .headers
                    .get(signature::HEADER)
                    .and_then(|value| value.to_str().ok())
                    .ok_or(SignatureError::Missing)?;
                if !is_form(request.headers) {
                    signature::verify_body(&secrets.auth_token, request.url, request.body, header)?;
                    return Err(WebhookError::Field {
                        field: "Content-Type",
                        allowed: FORM,
                    }
                    .into());
                }
                let fields = webhook::decode(request.body)?;
                signature::verify(&secrets.auth_token, request.url, &fields, header)?;
                Ok(vec![webhook::read_fields(&fields)?])
            }
        }
    }

    /// What to answer once the events are stored.
    #[must_use]
    pub const fn webhook_answer(&self) -> WebhookAnswer {
        match self {
            // An empty TwiML document: send nothing in return.
            Self::Twilio { .. } => WebhookAnswer {
                content_type: "text/xml",
                body: "<Response/>",
            },
        }
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
    use crate::EventKind;

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
}
