//! A Twilio channel: what it can do, and its webhooks.

use std::sync::Arc;

use reqwest::header::{AsHeaderName, CONTENT_TYPE, HeaderMap};
use serde_json::Value;

use super::{
    TwilioClient, error_table,
    files::FILES,
    settings::{TwilioSecrets, TwilioSettings},
    signature::{self, SignatureError},
    signature_settings, webhook,
};
use crate::{
    Abilities, Destination, Elsewhere, InboundEvent, Provider, ProviderKind, ReadError, SendError, Understood,
    WebhookAnswer, WebhookError, WebhookRequest, channel::Carrier, settings::SettingsError, unreadable,
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
    files: FILES,
    can_locate: true,
    can_quote: false,
};

/// Names and values as they came.
type Form = Vec<(String, String)>;

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

impl TwilioChannel {
    /// The form, where this channel's own secrets prove that Twilio sent it; or why what Twilio sent is none.
    fn proven(&self, request: &WebhookRequest<'_>) -> Result<Result<Form, WebhookError>, ReadError> {
        let header = text(request.headers, signature::HEADER).ok_or(SignatureError::Missing)?;
        let settings = request
            .headers
            .get(signature_settings::HEADER)
            .map(|settings| settings.to_str().unwrap_or_default());
        let key = signature_settings::key(settings, &self.secrets)?;
        if !is_form(request.headers) {
            signature::verify_body(key, request.url, request.body, header)?;
            return Ok(Err(WebhookError::Field {
                field: "Content-Type",
                allowed: FORM,
            }));
        }
        let fields = webhook::decode(request.body)?;
        signature::verify(key, request.url, &fields, header)?;
        Ok(Ok(fields))
    }
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
        let read = self.proven(request)?.and_then(|form| webhook::read_form(&form));
        Ok(unreadable::or_kept(request.body, read))
    }

    fn read_again(&self, post: &[u8]) -> Result<Vec<InboundEvent>, WebhookError> {
        Ok(vec![webhook::read_text(post)?])
    }

    fn as_json(&self, post: &[u8]) -> Option<Value> {
        webhook::as_json(post)
    }

    /// A message to a number that has no channel stays with this one, so that somebody reads it.
    fn elsewhere(&self, request: &WebhookRequest<'_>) -> Vec<Elsewhere> {
        let written_to = webhook::decode(request.body)
            .ok()
            .and_then(|fields| webhook::written_to(&fields));
        match written_to {
            Some(number) if number != self.settings.from => vec![Elsewhere {
                to: Destination::Number(number.as_str().to_owned()),
                also_ours: true,
            }],
            _ => Vec::new(),
        }
    }

    fn goes_by(&self, destination: &Destination) -> bool {
        matches!(destination, Destination::Number(number) if number == self.settings.from.as_str())
    }

    fn read_shared(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        match self.proven(request)? {
            Ok(form) if webhook::written_to(&form).is_some_and(|number| number == self.settings.from) => {
                Ok(unreadable::or_kept(request.body, webhook::read_form(&form)))
            }
            _ => Ok(Vec::new()),
        }
    }

    fn failure(&self, code: &str) -> Option<SendError> {
        error_table::send_error(code, None)
    }

    fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        webhook::understand(body)
    }

    fn plain_among_secrets(&self) -> Vec<(&'static str, String)> {
        let key = self.secrets.api_key.iter();
        key.map(|key| ("api_key_sid", key.sid.to_string())).collect()
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

fn text(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn is_form(headers: &HeaderMap) -> bool {
    text(headers, CONTENT_TYPE)
        .unwrap_or_default()
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::signature::SigningKey, *};
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
    fn a_message_to_another_number_is_for_whom_the_same_token_proves() {
        let other = |number: &str, token: &str| {
            let settings = json!({ "account_sid": "AC0123456789abcdef0123456789abcdef", "from": number });
            let secrets = json!({ "auth_token": token }).to_string();
            Channel::open(ProviderKind::Twilio, &settings, secrets.as_bytes()).unwrap()
        };
        let body = format!("{BODY}&To=whatsapp%3A%2B551130000001");
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
        headers.insert(signature::HEADER, signed(&body).parse().unwrap());
        let request = WebhookRequest {
            url: URL,
            secret: None,
            headers: &headers,
            body: body.as_bytes(),
        };
        let elsewhere = channel().elsewhere(&request);
        assert_eq!(elsewhere.len(), 1);
        let named = other("+551130000001", "sesame");
        assert!(named.goes_by(&elsewhere[0].to) && !channel().goes_by(&elsewhere[0].to));
        assert_eq!(named.read_shared(&request).map(|events| events.len()), Ok(1));
        assert!(named.elsewhere(&request).is_empty());
        let unnamed = other("+551130000002", "sesame").read_shared(&request);
        assert_eq!(unnamed.map(|events| events.len()), Ok(0));
        let another_account = other("+551130000001", "dragon").read_shared(&request);
        assert_eq!(another_account, Err(SignatureError::Mismatch.into()));
    }

    #[test]
    fn debug_shows_no_secret() {
        assert!(!format!("{:?}", channel()).contains("sesame"));
    }

    #[test]
    fn the_shared_key_counts_where_the_webhook_says_so() {
        let settings = json!({ "account_sid": "AC0123456789abcdef0123456789abcdef", "from": "+551130000000" });
        let secrets = br#"{"auth_token":"sesame","shared_key":"dragon"}"#;
        let channel = Channel::open(ProviderKind::Twilio, &settings, secrets).unwrap();
        let fields = webhook::decode(BODY.as_bytes()).unwrap();
        let read = |channel: &Channel, key: SigningKey<'_>| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, FORM.parse().unwrap());
            headers.insert(signature::HEADER, signature::sign(key, URL, &fields).parse().unwrap());
            let said = "key=SH1,algorithm=HMAC_SHA256".parse().unwrap();
            headers.insert(signature_settings::HEADER, said);
            channel.read_webhook(&WebhookRequest {
                url: URL,
                secret: None,
                headers: &headers,
                body: BODY.as_bytes(),
            })
        };
        let (token, shared) = ("sesame".into(), "dragon".into());
        assert_eq!(read(&channel, SigningKey::Shared(&shared)).unwrap().len(), 1);
        let with_the_token = read(&channel, SigningKey::Token(&token));
        assert_eq!(with_the_token, Err(SignatureError::Mismatch.into()));
        let without = read(&self::channel(), SigningKey::Shared(&shared));
        assert_eq!(without, Err(SignatureError::NoSharedKey.into()));
    }
}
