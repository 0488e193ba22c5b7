//! Twilio's names for the things of an account: two letters that say what it is, and 32 hexadecimal digits.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::SettingsError;

macro_rules! sid {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $field:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// As Twilio writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = SettingsError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let digits = text.trim().strip_prefix($prefix);
                match digits {
                    Some(digits) if digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                        Ok(Self(format!("{}{digits}", $prefix)))
                    }
                    _ => Err(SettingsError::Field {
                        field: $field,
                        allowed: concat!($prefix, " and 32 digits of 0-9 and a-f"),
                    }),
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
            fn from(sid: $name) -> Self {
                sid.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

sid! {
    /// A Twilio account, `AC…`.
    AccountSid, "AC", "account_sid"
}
sid! {
    /// An API key, `SK…`: what Twilio recommends instead of the account's own token.
    ApiKeySid, "SK", "api_key_sid"
}
sid! {
    /// A Messaging Service, `MG…`.
    MessagingServiceSid, "MG", "messaging_service_sid"
}
sid! {
    /// A content template, `HX…`.
    ContentSid, "HX", "content_sid_ask"
}
