//! What Maytapi calls the things of an account, and the secret that stands in for its missing signature.

use std::{fmt, str::FromStr};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::settings::SettingsError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $field:literal, $allowed:literal, $fits:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What is allowed, for errors.
            pub(super) const ALLOWED: &'static str = $allowed;

            /// As Maytapi writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SettingsError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let text = text.trim();
                let fits: fn(&str) -> bool = $fits;
                if fits(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(SettingsError::Field {
                        field: $field,
                        allowed: Self::ALLOWED,
                    })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = SettingsError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A product: what an account of Maytapi holds its phones in.
    ProductId,
    "product_id",
    "the product's id: letters, digits and dashes, at most 64",
    |text| {
        (1..=64).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-')
    }
);

id!(
    /// A phone of a product.
    PhoneId,
    "phone_id",
    "the phone's id: at most 12 digits",
    |text| (1..=12).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit())
);

/// What follows the channel in the webhook's address: whoever knows it is believed to be Maytapi. Long enough that
/// nobody guesses it. `Debug` shows nothing of it.
#[derive(Clone, Debug)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// What is allowed, for errors.
    pub(super) const ALLOWED: &'static str = "20 to 128 letters, digits, dashes and underscores";

    /// Whether `given` is it. Takes the same time for every wrong one of its length.
    #[must_use]
    pub fn matches(&self, given: &str) -> bool {
        self.expose().as_bytes().ct_eq(given.as_bytes()).into()
    }

    pub(super) fn expose(&self) -> &str {
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
    fn ids_fit_into_an_address_as_they_are() {
        assert!("dc01968f-0000-4000-8000-7cfcf51aa423".parse::<ProductId>().is_ok());
        assert!("12".parse::<PhoneId>().is_ok());
        for text in ["", "a/b", "..", "a b", "ção"] {
            assert!(text.parse::<ProductId>().is_err(), "{text}");
        }
        let error = "12a".parse::<PhoneId>().unwrap_err().to_string();
        assert_eq!(error, "phone_id: the phone's id: at most 12 digits");
    }

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
