//! The secret in a webhook's address, for providers that sign nothing.

use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::settings::SettingsError;

/// What follows the channel in the webhook's address: whoever knows it is believed to be the provider. Long enough that
/// nobody guesses it. `Debug` shows nothing of it.
#[derive(Clone, Debug)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// What is allowed, for errors.
    pub(crate) const ALLOWED: &'static str = "20 to 128 letters, digits, dashes and underscores";

    /// Whether `given` is it. Takes the same time for every wrong one of its length.
    #[must_use]
    pub fn matches(&self, given: &str) -> bool {
        self.expose().as_bytes().ct_eq(given.as_bytes()).into()
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl FromStr for WebhookSecret {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (20..=128).contains(&text.len())
            && text
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_'));
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(SettingsError::Field {
                field: "webhook_secret",
                allowed: Self::ALLOWED,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_and_fits_into_a_path() {
        let secret: WebhookSecret = "sesame-sesame-sesame".parse().unwrap();
        assert!(secret.matches("sesame-sesame-sesame"));
        for given in ["", "sesame-sesame-sesamf", "sesame-sesame-sesame-"] {
            assert!(!secret.matches(given), "{given}");
        }
        assert!("sesame".parse::<WebhookSecret>().is_err());
        assert!("sesame/sesame/sesame".parse::<WebhookSecret>().is_err());
        assert!(!format!("{secret:?}").contains("sesame"));
    }
}
