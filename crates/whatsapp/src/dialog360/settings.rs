//! What an administrator enters for a channel at 360dialog: the settings anybody of the desk may see, and the secrets.

use enlace_domain::PhoneNumber;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::authorization::WebhookAuthorization;
use crate::{
    WebhookSecret,
    settings::{ApiAddress, SettingsError},
};

/// Where 360dialog answers.
const PUBLIC_API: &str = "https://waba-v2.360dialog.io";

/// The settings of a channel that are no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialog360Settings {
    /// Where the API answers instead of `https://waba-v2.360dialog.io`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<ApiAddress>,
    /// Our own WhatsApp number.
    pub from: PhoneNumber,
}

/// The secrets of a channel. `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct Dialog360Secrets {
    /// Sent as `D360-API-KEY` with each call.
    pub api_key: SecretString,
    /// Proves a webhook: the end of its address.
    pub webhook_secret: WebhookSecret,
    /// Proves it once more, where 360dialog was told to send it.
    pub webhook_authorization: Option<WebhookAuthorization>,
}

/// The secrets as they are sealed.
#[derive(Serialize, Deserialize)]
struct SecretsAsStored {
    api_key: String,
    webhook_secret: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    webhook_authorization: Option<String>,
}

impl Dialog360Settings {
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

    /// Below which everything of the API stands.
    pub(super) fn api(&self) -> &str {
        self.base_url.as_ref().map_or(PUBLIC_API, ApiAddress::as_str)
    }
}

impl Dialog360Secrets {
    /// Reads the secrets once they are unsealed.
    ///
    /// # Errors
    /// [`SettingsError`] for anything but what [`Dialog360Secrets::to_bytes`] made.
    pub fn from_bytes(opened: &[u8]) -> Result<Self, SettingsError> {
        let stored: SecretsAsStored = serde_json::from_slice(opened).map_err(|_| SettingsError::UnreadableSecrets)?;
        Ok(Self {
            api_key: stored.api_key.into(),
            webhook_secret: stored.webhook_secret.parse()?,
            webhook_authorization: stored.webhook_authorization.map(|text| text.parse()).transpose()?,
        })
    }

    /// The secrets as they are to be sealed.
    ///
    /// # Errors
    /// None that these types can cause; the signature is the serialiser's.
    pub fn to_bytes(&self) -> Result<SecretSlice<u8>, SettingsError> {
        let stored = SecretsAsStored {
            api_key: self.api_key.expose_secret().to_owned(),
            webhook_secret: self.webhook_secret.expose().to_owned(),
            webhook_authorization: self
                .webhook_authorization
                .as_ref()
                .map(|header| header.expose().to_owned()),
        };
        serde_json::to_vec(&stored)
            .map(SecretSlice::from)
            .map_err(|_| SettingsError::UnreadableSecrets)
    }
}
