//! `X-Twilio-Webhooks-Signature-Settings`: which key and algorithm a signature was made with, where it is not the
//! account's token with HMAC-SHA1.
//!
//! The header looks like `key=SH…,algorithm=HMAC_SHA256`. A channel has one shared key, so the key's name is not
//! looked at: another key does not make the same signature.

use super::{
    settings::TwilioSecrets,
    signature::{SignatureError, SigningKey},
};

/// The header that carries the settings.
pub const HEADER: &str = "x-twilio-webhooks-signature-settings";

/// The key that the signature must be made with. `header` is absent for the account's token.
///
/// # Errors
/// [`SignatureError::UnknownAlgorithm`], or [`SignatureError::NoSharedKey`] where the channel has none.
pub(super) fn key<'a>(header: Option<&str>, secrets: &'a TwilioSecrets) -> Result<SigningKey<'a>, SignatureError> {
    let Some(header) = header else {
        return Ok(SigningKey::Token(&secrets.auth_token));
    };
    let algorithm = header
        .split(',')
        .filter_map(|setting| setting.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("algorithm"))
        .map(|(_, algorithm)| algorithm.trim());
    if algorithm != Some("HMAC_SHA256") {
        return Err(SignatureError::UnknownAlgorithm);
    }
    let shared = secrets.shared_key.as_ref().ok_or(SignatureError::NoSharedKey)?;
    Ok(SigningKey::Shared(shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(shared_key: Option<&str>) -> TwilioSecrets {
        TwilioSecrets {
            shared_key: shared_key.map(Into::into),
            ..TwilioSecrets::new("sesame".into())
        }
    }

    #[test]
    fn the_header_picks_the_key() {
        let both = secrets(Some("dragon"));
        assert!(matches!(key(None, &both), Ok(SigningKey::Token(_))));
        for header in [
            "key=SH1,algorithm=HMAC_SHA256",
            "algorithm=HMAC_SHA256, key=SH1",
            " Algorithm = HMAC_SHA256",
        ] {
            assert!(
                matches!(key(Some(header), &both), Ok(SigningKey::Shared(_))),
                "{header}"
            );
        }
    }

    #[test]
    fn what_cannot_be_checked_is_not_believed() {
        let header = Some("key=SH1,algorithm=HMAC_SHA256");
        assert_eq!(key(header, &secrets(None)).unwrap_err(), SignatureError::NoSharedKey);
        for header in ["", "key=SH1", "key=SH1,algorithm=HMAC_SHA1", "key=SH1,algorithm=none"] {
            let error = key(Some(header), &secrets(Some("dragon"))).unwrap_err();
            assert_eq!(error, SignatureError::UnknownAlgorithm, "{header}");
        }
    }
}
