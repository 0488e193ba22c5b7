//! What an administrator enters for a Twilio channel.

use secrecy::ExposeSecret;

use super::settings::{ApiKey, TwilioSecrets, TwilioSettings};
use crate::{
    ProviderKind,
    settings::{Entered, Field, SettingsError, StoredChannel},
};

/// What an administrator enters.
pub(crate) const FIELDS: &[Field] = &[
    Field {
        name: "from",
        secret: false,
        required: true,
    },
    Field {
        name: "account_sid",
        secret: false,
        required: true,
    },
    Field {
        name: "auth_token",
        secret: true,
        required: true,
    },
    Field {
        name: "api_key_sid",
        secret: false,
        required: false,
    },
    Field {
        name: "api_key_secret",
        secret: true,
        required: false,
    },
    Field {
        name: "shared_key",
        secret: true,
        required: false,
    },
    Field {
        name: "messaging_service_sid",
        secret: false,
        required: false,
    },
    Field {
        name: "content_sid_ask",
        secret: false,
        required: false,
    },
    Field {
        name: "base_url",
        secret: false,
        required: false,
    },
];

/// Reads what was entered; a secret left blank keeps the value it has in `old`.
pub(crate) fn create(entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
    let old = old.map(TwilioSecrets::from_bytes).transpose()?;
    let settings = TwilioSettings {
        base_url: entered.parsed_opt(
            "base_url",
            "an address that begins with https:// or http:// and has no query",
        )?,
        account_sid: entered.parsed("account_sid", "AC and 32 digits of 0-9 and a-f")?,
        from: entered.parsed("from", "a number with + and its country code, like +556230000000")?,
        messaging_service_sid: entered.parsed_opt("messaging_service_sid", "MG and 32 digits of 0-9 and a-f")?,
        content_sid_ask: entered.parsed_opt("content_sid_ask", "HX and 32 digits of 0-9 and a-f")?,
    };
    let auth_token = entered
        .secret("auth_token")
        .filter(|token| !token.expose_secret().is_empty())
        .cloned()
        .or_else(|| old.as_ref().map(|old| old.auth_token.clone()))
        .ok_or(SettingsError::Field {
            field: "auth_token",
            allowed: "the account's primary token",
        })?;
    let key_sid = entered.parsed_opt("api_key_sid", "SK and 32 digits of 0-9 and a-f")?;
    let shared_key = entered
        .secret("shared_key")
        .filter(|key| !key.expose_secret().is_empty())
        .cloned()
        .or_else(|| old.as_ref().and_then(|old| old.shared_key.clone()));
    let old_key_secret = old.and_then(|old| old.api_key).map(|key| key.secret);
    let api_key = match (key_sid, entered.secret("api_key_secret").cloned().or(old_key_secret)) {
        (Some(sid), Some(secret)) => Some(ApiKey { sid, secret }),
        (Some(_), None) => {
            return Err(SettingsError::Field {
                field: "api_key_secret",
                allowed: "set together with api_key_sid, or neither",
            });
        }
        (None, _) => None,
    };
    let secrets = TwilioSecrets {
        auth_token,
        api_key,
        shared_key,
    };
    stored(&settings, &secrets)
}

/// The channel as it is stored.
///
/// # Errors
/// None that these types can cause; the signature is the serialiser's.
pub fn stored(settings: &TwilioSettings, secrets: &TwilioSecrets) -> Result<StoredChannel, SettingsError> {
    Ok(StoredChannel {
        kind: ProviderKind::Twilio,
        address: settings.from.clone(),
        settings: settings.to_json()?,
        secrets: secrets.to_bytes()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(plain: &[(&str, &str)], secret: &[(&str, &str)]) -> Entered {
        Entered {
            plain: plain
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
            secret: secret
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).into()))
                .collect(),
        }
    }

    const PLAIN: [(&str, &str); 2] = [
        ("from", "+55 11 3000-0000"),
        ("account_sid", "AC0123456789abcdef0123456789abcdef"),
    ];

    #[test]
    fn a_secret_that_is_left_blank_keeps_its_value() {
        let secrets = [("auth_token", "sesame"), ("shared_key", "dragon")];
        let first = create(&entered(&PLAIN, &secrets), None).unwrap();
        assert_eq!(first.address.as_str(), "+551130000000");
        let again = create(&entered(&PLAIN, &[]), Some(first.secrets.expose_secret())).unwrap();
        assert_eq!(again.secrets.expose_secret(), first.secrets.expose_secret());
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = create(&entered(&PLAIN, &[]), None).unwrap_err().to_string();
        assert!(error.starts_with("auth_token: "), "{error}");
        let error = create(&entered(&PLAIN[1..], &[("auth_token", "t")]), None)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("from: "), "{error}");
    }
}
