//! What Maytapi calls the things of an account.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

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
}
