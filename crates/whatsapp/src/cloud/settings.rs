//! What an administrator enters for a channel at Meta: the settings anybody of the desk may see, and the secrets.

use enlace_domain::PhoneNumber;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::settings::{ApiAddress, SettingsError};

/// Where Meta answers.
const PUBLIC_API: &str = "https://graph.facebook.com";

/// The version of the API that this client was written for (29 July 2026).
pub(super) const VERSION: &str = "v26.0";

/// The settings of a channel that are no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloudSettings {
    /// Where the API answers instead of `https://graph.facebook.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<ApiAddress>,
    /// Like `v26.0`.
    pub version: String,
    /// Our own WhatsApp number.
    pub from: PhoneNumber,
    /// Meta's id of the number: digits.
    pub phone_number_id: String,
    /// Meta's id of the WhatsApp account, which holds the templates: digits. Without it there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waba_id: Option<String>,
}

/// The secrets of a channel. `Debug` shows none of them.
#[derive(Clone, Debug)]
pub struct CloudSecrets {
    /// A permanent token of a system user.
    pub access_token: SecretString,
    /// The app's secret: it signs the webhooks.
    pub app_secret: SecretString,
    /// Our own word, by which Meta asks whether the webhook's address is ours.
    pub verify_token: SecretString,
}

/// The secrets as they are sealed.
#[derive(Serialize, Deserialize)]
struct SecretsAsStored {
    access_token: String,
    app_secret: String,
    verify_token: String,
}

impl CloudSettings {
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
    pub(super) fn api(&self) -> String {
        let base = self.base_url.as_ref().map_or(PUBLIC_API, ApiAddress::as_str);
        format!("{base}/{}", self.version)
    }
}

impl CloudSecrets {
    /// Reads the secrets once they are unsealed.
    ///
    /// # Errors
    /// [`SettingsError::UnreadableSecrets`] for anything but what [`CloudSecrets::to_bytes`] made.
    pub fn from_bytes(opened: &[u8]) -> Result<Self, SettingsError> {
        let stored: SecretsAsStored = serde_json::from_slice(opened).map_err(|_| SettingsError::UnreadableSecrets)?;
        Ok(Self {
            access_token: stored.access_token.into(),
            app_secret: stored.app_secret.into(),
            verify_token: stored.verify_token.into(),
        })
    }

    /// The secrets as they are to be sealed.
    ///
    /// # Errors
    /// None that these types can cause; the signature is the serialiser's.
    pub fn to_bytes(&self) -> Result<SecretSlice<u8>, SettingsError> {
        let stored = SecretsAsStored {
            access_token: self.access_token.expose_secret().to_owned(),
            app_secret: self.app_secret.expose_secret().to_owned(),
            verify_token: self.verify_token.expose_secret().to_owned(),
        };
        serde_json::to_vec(&stored)
            .map(SecretSlice::from)
            .map_err(|_| SettingsError::UnreadableSecrets)
    }
}
