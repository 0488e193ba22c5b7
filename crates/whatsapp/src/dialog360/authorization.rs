//! The header that 360dialog sends with each webhook where it was told to: it signs nothing, so a second word is of use.

use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::settings::SettingsError;

/// The whole value of `Authorization`, like `Basic …`, as it stands in 360dialog's webhook configuration. `Debug` shows
/// nothing of it.
#[derive(Clone, Debug)]
pub struct WebhookAuthorization(SecretString);

impl WebhookAuthorization {
    /// Whether `given` is it. Takes the same time for every wrong one of its length.
    #[must_use]
    pub fn matches(&self, given: &[u8]) -> bool {
        self.expose().as_bytes().ct_eq(given).into()
    }

    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl FromStr for WebhookAuthorization {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = (8..=512).contains(&text.len()) && text.bytes().all(|letter| matches!(letter, b' '..=b'~'));
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(SettingsError::Field {
                field: "webhook_authorization",
                allowed: "the header's whole value, 8 to 512 letters, digits and signs without accents, like Basic dTpw",
            })
        }
    }
}
