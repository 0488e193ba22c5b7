//! What an administrator enters for a Twilio channel: the settings anybody of the desk may see, and the secrets.

use enlace_domain::PhoneNumber;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sid::{AccountSid, ApiKeySid, ContentSid, MessagingServiceSid};
pub use crate::settings::{ApiAddress, SettingsError};

/// Where Twilio answers.
const PUBLIC_API: &str = "https://api.twilio.com";

/// Where Twilio keeps templates.
const PUBLIC_CONTENT_API: &str = "https://content.twilio.com";

/// The settings of a channel that are no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwilioSettings {
    /// Where the API answers instead of `https://api.twilio.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<ApiAddress>,
    /// The account.
    pub account_sid: AccountSid,
    /// Our own WhatsApp number.
    pub from: PhoneNumber,
    /// Send through this Messaging Service instead of `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messaging_service_sid: Option<MessagingServiceSid>,
    /// A `twilio/list-picker` content for questions with choices. Its body is `{{1}}`; its first item has the title
    /// `{{2}}` and the id `{{3}}`, the second `{{4}}` and `{{5}}`, and so on. Without it, choices go as numbered
    /// lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_sid_ask: Option<ContentSid>,
}

/// An API key with its secret.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Its name.
    pub sid: ApiKeySid,
    /// Its secret.
    pub secret: SecretString,
}

/// The secrets of a channel. `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct TwilioSecrets {
    /// The account's primary token: it signs the webhooks, and sends where there is no API key.
    pub auth_token: SecretString,
    /// Sends instead of the token, if set.
    pub api_key: Option<ApiKey>,
    /// Signs those webhooks that say so, if set: a key shared with Twilio for that alone.
    pub shared_key: Option<SecretString>,
}

/// The secrets as they are sealed.
#[derive(Serialize, Deserialize)]
struct SecretsAsStored {
    auth_token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    api_key_sid: Option<ApiKeySid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    api_key_secret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shared_key: Option<String>,
}

impl TwilioSettings {
    /// Settings for the public API, sending from `from`.
    #[must_use]
    pub const fn new(account_sid: AccountSid, from: PhoneNumber) -> Self {
        Self {
            base_url: None,
            account_sid,
            from,
            messaging_service_sid: None,
            content_sid_ask: None,
        }
    }

    /// Reads settings as the database keeps them.
    ///
    /// # Errors
    /// [`SettingsError`] with the field at fault.
    pub fn from_json(settings: &Value) -> Result<Self, SettingsError> {
        Self::deserialize(settings).map_err(SettingsError::Unreadable)
    }

    /// Settings as the database keeps them.
    ///
    /// # Errors
    /// None that these types can cause; the signature is the serialiser's.
    pub fn to_json(&self) -> Result<Value, SettingsError> {
        serde_json::to_value(self).map_err(SettingsError::Unreadable)
    }

    /// Where the API answers.
    pub(super) fn api(&self) -> &str {
        self.base_url.as_ref().map_or(PUBLIC_API, ApiAddress::as_str)
    }

    /// Where the API of templates answers; the same place where another address is set.
    pub(super) fn content_api(&self) -> &str {
        self.base_url.as_ref().map_or(PUBLIC_CONTENT_API, ApiAddress::as_str)
    }

    /// The address of the account's messages.
    pub(super) fn messages_url(&self) -> String {
        format!("{}/2010-04-01/Accounts/{}/Messages.json", self.api(), self.account_sid)
    }

    /// The address of the account itself.
    pub(super) fn account_url(&self) -> String {
        format!("{}/2010-04-01/Accounts/{}.json", self.api(), self.account_sid)
    }
}

impl TwilioSecrets {
    /// Secrets of an account without an API key.
    #[must_use]
    pub const fn new(auth_token: SecretString) -> Self {
        Self {
            auth_token,
            api_key: None,
            shared_key: None,
        }
    }

    /// Reads the secrets once they are unsealed.
    ///
    /// # Errors
    /// [`SettingsError`]: not what [`TwilioSecrets::to_bytes`] made, an empty token, or half of an API key.
    pub fn from_bytes(opened: &[u8]) -> Result<Self, SettingsError> {
        let stored: SecretsAsStored = serde_json::from_slice(opened).map_err(|_| SettingsError::UnreadableSecrets)?;
        if stored.auth_token.is_empty() {
            return Err(SettingsError::Field {
                field: "auth_token",
                allowed: "the account's primary token",
            });
        }
        let api_key = match (stored.api_key_sid, stored.api_key_secret) {
            (Some(sid), Some(secret)) => Some(ApiKey {
                sid,
                secret: secret.into(),
            }),
            (None, None) => None,
            _ => {
                return Err(SettingsError::Field {
                    field: "api_key_secret",
                    allowed: "set together with api_key_sid, or neither",
                });
            }
        };
        Ok(Self {
            auth_token: stored.auth_token.into(),
            api_key,
            shared_key: stored.shared_key.filter(|key| !key.is_empty()).map(Into::into),
        })
    }

    /// The secrets as they are to be sealed.
    ///
    /// # Errors
    /// None that these types can cause; the signature is the serialiser's.
    pub fn to_bytes(&self) -> Result<SecretSlice<u8>, SettingsError> {
        let stored = SecretsAsStored {
            auth_token: self.auth_token.expose_secret().to_owned(),
            api_key_sid: self.api_key.as_ref().map(|key| key.sid.clone()),
            api_key_secret: self.api_key.as_ref().map(|key| key.secret.expose_secret().to_owned()),
            shared_key: self.shared_key.as_ref().map(|key| key.expose_secret().to_owned()),
        };
        serde_json::to_vec(&stored)
            .map(SecretSlice::from)
            .map_err(|_| SettingsError::UnreadableSecrets)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";

    #[test]
    fn settings_survive_the_database() {
        let stored =
            json!({ "account_sid": ACCOUNT, "from": "+551130000000", "base_url": "http://127.0.0.1:9/twilio/" });
        let settings = TwilioSettings::from_json(&stored).unwrap();
        assert_eq!(
            settings.messages_url(),
            format!("http://127.0.0.1:9/twilio/2010-04-01/Accounts/{ACCOUNT}/Messages.json")
        );
        assert_eq!(
            TwilioSettings::from_json(&settings.to_json().unwrap()).unwrap(),
            settings
        );
    }

    #[test]
    fn the_public_api_is_the_default() {
        let settings = TwilioSettings::new(ACCOUNT.parse().unwrap(), "+551130000000".parse().unwrap());
        assert!(
            settings
                .messages_url()
                .starts_with("https://api.twilio.com/2010-04-01/Accounts/AC")
        );
    }

    #[test]
    fn an_error_names_the_field_and_what_is_allowed() {
        let error = "SK12".parse::<AccountSid>().unwrap_err().to_string();
        assert_eq!(error, "account_sid: AC and 32 digits of 0-9 and a-f");
        let stored = json!({ "account_sid": ACCOUNT, "from": "+551130000000", "base_url": "ftp://example.com" });
        assert!(
            TwilioSettings::from_json(&stored)
                .unwrap_err()
                .to_string()
                .contains("base_url: ")
        );
        let stored = json!({ "account_sid": "AC1", "from": "+551130000000" });
        assert!(
            TwilioSettings::from_json(&stored)
                .unwrap_err()
                .to_string()
                .contains("account_sid: AC and 32")
        );
    }

    #[test]
    fn secrets_survive_the_seal_and_never_show() {
        let mut secrets = TwilioSecrets::new("dragão\"42".into());
        secrets.api_key = Some(ApiKey {
            sid: "SK0123456789abcdef0123456789abcdef".parse().unwrap(),
            secret: "sesame".into(),
        });
        secrets.shared_key = Some("phoenix".into());
        let opened = TwilioSecrets::from_bytes(secrets.to_bytes().unwrap().expose_secret()).unwrap();
        assert_eq!(opened.auth_token.expose_secret(), "dragão\"42");
        assert_eq!(opened.api_key.as_ref().unwrap().secret.expose_secret(), "sesame");
        assert_eq!(opened.shared_key.as_ref().unwrap().expose_secret(), "phoenix");
        let shown = format!("{opened:?}");
        for secret in ["drag", "sesame", "phoenix"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn half_an_api_key_is_refused_without_showing_it() {
        let error = TwilioSecrets::from_bytes(br#"{"auth_token":"t","api_key_secret":"sesame"}"#).unwrap_err();
        assert!(error.to_string().starts_with("api_key_secret: "));
        let error = TwilioSecrets::from_bytes(br#"{"auth_token":"sesame"#).unwrap_err();
        assert!(!format!("{error:?} {error}").contains("sesame"));
    }
}
