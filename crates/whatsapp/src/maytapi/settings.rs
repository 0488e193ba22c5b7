//! What an administrator enters for a Maytapi channel: the settings anybody of the desk may see, and the secrets.

use enlace_domain::PhoneNumber;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ids::{PhoneId, ProductId};
use crate::{
    WebhookSecret,
    settings::{ApiAddress, SettingsError},
};

/// Where Maytapi answers.
const PUBLIC_API: &str = "https://api.maytapi.com";

/// The settings of a channel that are no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaytapiSettings {
    /// Where the API answers instead of `https://api.maytapi.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<ApiAddress>,
    /// The number of the linked device.
    pub from: PhoneNumber,
    /// The product that the phone belongs to.
    pub product_id: ProductId,
    /// The phone.
    pub phone_id: PhoneId,
}

/// The secrets of a channel. `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct MaytapiSecrets {
    /// Sent as `x-maytapi-key` with each call.
    pub token: SecretString,
    /// Proves a webhook.
    pub webhook_secret: WebhookSecret,
}

/// The secrets as they are sealed.
#[derive(Serialize, Deserialize)]
struct SecretsAsStored {
    token: String,
    webhook_secret: String,
}

impl MaytapiSettings {
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

    /// The address of one of the phone's calls, like `sendMessage`.
    pub(super) fn call_url(&self, call: &str) -> String {
        let api = self.base_url.as_ref().map_or(PUBLIC_API, ApiAddress::as_str);
        format!("{api}/api/{}/{}/{call}", self.product_id, self.phone_id)
    }
}

impl MaytapiSecrets {
    /// Reads the secrets once they are unsealed.
    ///
    /// # Errors
    /// [`SettingsError`]: not what [`MaytapiSecrets::to_bytes`] made, an empty token or a weak secret.
    pub fn from_bytes(opened: &[u8]) -> Result<Self, SettingsError> {
        let stored: SecretsAsStored = serde_json::from_slice(opened).map_err(|_| SettingsError::UnreadableSecrets)?;
        if stored.token.is_empty() {
            return Err(no_token());
        }
        Ok(Self {
            token: stored.token.into(),
            webhook_secret: stored.webhook_secret.parse()?,
        })
    }

    /// The secrets as they are to be sealed.
    ///
    /// # Errors
    /// None that these types can cause; the signature is the serialiser's.
    pub fn to_bytes(&self) -> Result<SecretSlice<u8>, SettingsError> {
        let stored = SecretsAsStored {
            token: self.token.expose_secret().to_owned(),
            webhook_secret: self.webhook_secret.expose().to_owned(),
        };
        serde_json::to_vec(&stored)
            .map(SecretSlice::from)
            .map_err(|_| SettingsError::UnreadableSecrets)
    }
}

/// The token is missing.
pub(super) const fn no_token() -> SettingsError {
    SettingsError::Field {
        field: "token",
        allowed: "the product's API token",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_survive_the_database() {
        let stored = json!({ "from": "+556232000000", "product_id": "dc01968f-7cfc", "phone_id": "12",
                             "base_url": "http://127.0.0.1:9/maytapi/" });
        let settings = MaytapiSettings::from_json(&stored).unwrap();
        assert_eq!(
            settings.call_url("sendMessage"),
            "http://127.0.0.1:9/maytapi/api/dc01968f-7cfc/12/sendMessage"
        );
        assert_eq!(
            MaytapiSettings::from_json(&settings.to_json().unwrap()).unwrap(),
            settings
        );
    }

    #[test]
    fn an_error_names_the_field_and_what_is_allowed() {
        let stored = json!({ "from": "+556232000000", "product_id": "a/b", "phone_id": "12" });
        let error = MaytapiSettings::from_json(&stored).unwrap_err().to_string();
        assert!(error.contains("product_id: "), "{error}");
    }

    #[test]
    fn secrets_survive_the_seal_and_never_show() {
        let secrets = MaytapiSecrets {
            token: "dragão\"42".into(),
            webhook_secret: "sesame-sesame-sesame".parse().unwrap(),
        };
        let opened = MaytapiSecrets::from_bytes(secrets.to_bytes().unwrap().expose_secret()).unwrap();
        assert_eq!(opened.token.expose_secret(), "dragão\"42");
        assert!(opened.webhook_secret.matches("sesame-sesame-sesame"));
        let shown = format!("{opened:?}");
        assert!(!shown.contains("drag") && !shown.contains("sesame"), "{shown}");
    }

    #[test]
    fn unusable_secrets_are_refused_without_showing_them() {
        for stored in [
            r#"{"token":"","webhook_secret":"sesame-sesame-sesame"}"#,
            r#"{"token":"t","webhook_secret":"sesame"}"#,
            r#"{"token":"sesame"#,
        ] {
            let error = MaytapiSecrets::from_bytes(stored.as_bytes()).unwrap_err();
            assert!(!format!("{error:?} {error}").contains("sesame"), "{error}");
        }
    }
}
