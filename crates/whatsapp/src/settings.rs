//! What an administrator enters for a channel, whatever its provider: fields, some of them secret.
//!
//! A provider lists its [`Field`]s; the page draws them; [`Channel::create`](crate::Channel::create) reads them. Settings
//! are kept as JSON, secrets as JSON that the desk seals.

use std::{collections::BTreeMap, str::FromStr};

use enlace_domain::PhoneNumber;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::ProviderKind;

/// Why settings or secrets can't be used. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A field does not hold what is allowed.
    #[error("{field}: {allowed}")]
    Field {
        /// Which field.
        field: &'static str,
        /// What is allowed there.
        allowed: &'static str,
    },
    /// The stored settings can't be read; the position and the field are in the cause.
    #[error("the channel's settings can't be read: {0}")]
    Unreadable(#[source] serde_json::Error),
    /// The opened secrets can't be read. Without the cause, which may quote them.
    #[error("the channel's secrets can't be read")]
    UnreadableSecrets,
}

/// One field of a provider's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, also in the stored JSON and in errors.
    pub name: &'static str,
    /// Whether it is sealed and never shown again.
    pub secret: bool,
    /// Whether it must be filled.
    pub required: bool,
}

impl Field {
    /// A field that everybody of the desk may see.
    pub(crate) const fn plain(name: &'static str, required: bool) -> Self {
        Self {
            name,
            secret: false,
            required,
        }
    }

    /// A field that is sealed.
    pub(crate) const fn secret(name: &'static str, required: bool) -> Self {
        Self {
            name,
            secret: true,
            required,
        }
    }
}

/// What was entered, by field name; blank fields are absent.
#[derive(Clone, Debug, Default)]
pub struct Entered {
    /// What is no secret.
    pub plain: BTreeMap<String, String>,
    /// What is. A secret that is absent in a change keeps its old value.
    pub secret: BTreeMap<String, SecretString>,
}

/// A channel as it is stored.
#[derive(Debug)]
pub struct StoredChannel {
    /// Which provider carries it.
    pub kind: ProviderKind,
    /// Our number there.
    pub address: PhoneNumber,
    /// What is no secret.
    pub settings: Value,
    /// What is, to be sealed.
    pub secrets: SecretSlice<u8>,
}

/// Where an API answers: an `http` or `https` address, kept without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApiAddress(String);

impl ApiAddress {
    /// Without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiAddress {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none());
        url.map(|url| Self(url.as_str().trim_end_matches('/').to_owned()))
            .ok_or(SettingsError::Field {
                field: "base_url",
                allowed: "an address that begins with https:// or http:// and has no query",
            })
    }
}

impl TryFrom<String> for ApiAddress {
    type Error = SettingsError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ApiAddress> for String {
    fn from(address: ApiAddress) -> Self {
        address.0
    }
}

impl Entered {
    /// A plain field that is filled.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.plain
            .get(name)
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
    }

    /// A secret field that is filled.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&SecretString> {
        self.secret.get(name)
    }

    /// A secret that is filled, else the one of before.
    ///
    /// # Errors
    /// [`SettingsError::Field`] where there is neither.
    pub(crate) fn secret_or(
        &self,
        name: &'static str,
        old: Option<SecretString>,
        allowed: &'static str,
    ) -> Result<SecretString, SettingsError> {
        self.secret(name)
            .filter(|secret| !secret.expose_secret().is_empty())
            .cloned()
            .or(old)
            .ok_or(SettingsError::Field { field: name, allowed })
    }

    /// A plain field as its type.
    ///
    /// # Errors
    /// `error` where it is blank or is refused by the type.
    pub fn parsed<T: FromStr>(&self, name: &'static str, allowed: &'static str) -> Result<T, SettingsError> {
        self.text(name)
            .and_then(|text| text.parse().ok())
            .ok_or(SettingsError::Field { field: name, allowed })
    }

    /// The same for a field that may be blank.
    ///
    /// # Errors
    /// `error` where it is filled and is refused by the type.
    pub fn parsed_opt<T: FromStr>(
        &self,
        name: &'static str,
        allowed: &'static str,
    ) -> Result<Option<T>, SettingsError> {
        match self.text(name) {
            None => Ok(None),
            Some(_) => self.parsed(name, allowed).map(Some),
        }
    }
}
