//! `X-Twilio-Signature`: proof that a webhook comes from Twilio and was not changed on the way.
//!
//! An HMAC over the address that Twilio called and, for forms, every name and value in order: with SHA-1 and the
//! account's primary token, or with SHA-256 and a key shared for webhooks alone. Described at <https://www.twilio.com/docs/usage/security>; the vectors in the tests are its own.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::Url;

pub use super::signing_key::SigningKey;

/// The header that carries the signature.
pub const HEADER: &str = "x-twilio-signature";

/// The query parameter that carries the hash of a body that is no form.
const BODY_HASH: &str = "bodySHA256";

/// Why a webhook is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words())]
pub enum SignatureError {
    /// The header is absent.
    Missing,
    /// The signature is another one.
    Mismatch,
    /// The body is not the one whose hash was signed.
    BodyMismatch,
    /// It was made with an algorithm that we don't know.
    UnknownAlgorithm,
    /// It was made with a shared key, and the channel has none.
    NoSharedKey,
}

impl SignatureError {
    /// What is wrong, and where to look.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Missing => "the X-Twilio-Signature header is missing",
            Self::Mismatch => {
                "the X-Twilio-Signature header does not match: check the channel's primary auth token or shared key, \
                 and its public address"
            }
            Self::BodyMismatch => "the body does not match bodySHA256",
            Self::UnknownAlgorithm => {
                "the X-Twilio-Webhooks-Signature-Settings header names no algorithm that is known: HMAC_SHA256 is allowed"
            }
            Self::NoSharedKey => "the webhook is signed with a shared key, and the channel has none: enter shared_key",
        }
    }
}

/// The signature of a call to `url` with the decoded form fields `params`, as Twilio makes it. For a body that is no
/// form the fields are empty.
#[must_use]
pub fn sign<'a>(key: impl Into<SigningKey<'a>>, url: &str, params: &[(String, String)]) -> String {
    STANDARD.encode(key.into().digest(url, params))
}

/// Checks the signature of a form.
///
/// `url` is the public address that Twilio called, query included; `params` are the decoded fields, untrimmed. The
/// address counts with its port and without, for Twilio is not of one mind.
///
/// # Errors
/// [`SignatureError::Mismatch`].
pub fn verify<'a>(
    key: impl Into<SigningKey<'a>>,
    url: &str,
    params: &[(String, String)],
    header: &str,
) -> Result<(), SignatureError> {
    let key = key.into();
    let Ok(given) = STANDARD.decode(header.trim()) else {
        return Err(SignatureError::Mismatch);
    };
    // Every spelling is computed whatever the first one says, so that the time tells nothing.
    let mut matches = key.digest(url, params).as_slice().ct_eq(&given);
    for spelling in other_spellings(url) {
        matches |= key.digest(&spelling, params).as_slice().ct_eq(&given);
    }
    if matches.into() {
        Ok(())
    } else {
        Err(SignatureError::Mismatch)
    }
}

/// Checks a body that is no form: the signature covers the address alone, and the address carries the body's hash.
///
/// # Errors
/// [`SignatureError::BodyMismatch`] for another body (or no hash), [`SignatureError::Mismatch`] for another address.
pub fn verify_body<'a>(
    key: impl Into<SigningKey<'a>>,
    url: &str,
    body: &[u8],
    header: &str,
) -> Result<(), SignatureError> {
    let claimed = Url::parse(url)
        .ok()
        .and_then(|url| {
            url.query_pairs()
                .find(|(name, _)| name == BODY_HASH)
                .map(|(_, hash)| hash.into_owned())
        })
        .ok_or(SignatureError::BodyMismatch)?;
    let hash = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    if !bool::from(hash.as_bytes().ct_eq(claimed.to_ascii_lowercase().as_bytes())) {
        return Err(SignatureError::BodyMismatch);
    }
    verify(key, url, &[], header)
}

/// The same address with the scheme's own port put in, and with any port left out. Cut out of the text, for a parsed
/// address would not come back letter for letter.
fn other_spellings(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Vec::new();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let host_start = authority.rfind('@').map_or(0, |at| at + 1);
    let port_at = authority[host_start..]
        .rfind(':')
        .map(|colon| host_start + colon)
        .filter(|colon| {
            let port = &authority[colon + 1..];
            !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit())
        });
    match (port_at, scheme) {
        (Some(colon), _) => vec![format!("{scheme}://{}{tail}", &authority[..colon])],
        (None, "https") => vec![format!("{scheme}://{authority}:443{tail}")],
        (None, "http") => vec![format!("{scheme}://{authority}:80{tail}")],
        (None, _) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn token() -> SecretString {
        "12345".into()
    }

    fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    /// The example of Twilio's documentation.
    fn documented() -> (&'static str, Vec<(String, String)>, &'static str) {
        (
            "https://mycompany.com/myapp.php?foo=1&bar=2",
            fields(&[
                ("To", "+18005551212"),
                ("CallSid", "CA1234567890ABCDE"),
                ("Caller", "+14158675309"),
                ("Digits", "1234"),
                ("From", "+14158675309"),
            ]),
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        )
    }

    fn whatsapp() -> (&'static str, Vec<(String, String)>, &'static str) {
        (
            "https://isp.example.com/hooks/twilio",
            fields(&[
                ("MessageSid", "SM0123456789abcdef0123456789abcdef"),
                ("From", "whatsapp:+5511987654321"),
                ("To", "whatsapp:+551130000000"),
                ("NumMedia", "0"),
                ("Body", "Olá"),
            ]),
            "UQgu7nTUhxqDi7XvyfCpjfW10dE=",
        )
    }

    /// The fields of [`whatsapp`] under the key `12345`, computed with another implementation of HMAC-SHA256.
    const SHARED_SIGNATURE: &str = "s4dlmm2gI4xEKoh10zcqFrbcueS9R7xqYJWcosW2ZsI=";

    #[test]
    fn the_known_vectors_match() {
        for (url, params, signature) in [documented(), whatsapp()] {
            assert_eq!(sign(&token(), url, &params), signature);
            assert_eq!(verify(&token(), url, &params, signature), Ok(()));
        }
    }

    #[test]
    fn a_shared_key_signs_with_sha_256() {
        let (url, params, with_the_token) = whatsapp();
        let key = token();
        let shared = SigningKey::Shared(&key);
        assert_eq!(sign(shared, url, &params), SHARED_SIGNATURE);
        assert_eq!(verify(shared, url, &params, SHARED_SIGNATURE), Ok(()));
        assert_eq!(
            verify(shared, url, &params, with_the_token),
            Err(SignatureError::Mismatch)
        );
        assert_eq!(
            verify(&key, url, &params, SHARED_SIGNATURE),
            Err(SignatureError::Mismatch)
        );
    }

    #[test]
    fn any_change_is_noticed() {
        let (url, params, signature) = whatsapp();
        let check = |token: &SecretString, url: &str, params: &[(String, String)], header: &str| {
            assert_eq!(verify(token, url, params, header), Err(SignatureError::Mismatch));
        };
        check(&"12346".into(), url, &params, signature);
        check(&token(), "https://isp.example.com/hooks/twilio/", &params, signature);
        check(&token(), "http://isp.example.com/hooks/twilio", &params, signature);
        for index in 0..params.len() {
            let mut changed = params.clone();
            changed[index].1.push(' ');
            check(&token(), url, &changed, signature);
            changed.remove(index);
            check(&token(), url, &changed, signature);
        }
        let mut more = params.clone();
        more.push(("Extra".to_owned(), String::new()));
        check(&token(), url, &more, signature);
        for header in ["", "!", "UQgu7nTUhxqDi7XvyfCpjfW10dF=", "UQgu7nTUhxqDi7XvyfCpjfW1"] {
            check(&token(), url, &params, header);
        }
    }

    #[test]
    fn the_port_may_be_signed_or_not() {
        let (_, params, _) = whatsapp();
        let pairs = [
            (
                "https://isp.example.com/hooks?x=1",
                "https://isp.example.com:443/hooks?x=1",
            ),
            ("http://isp.example.com", "http://isp.example.com:80"),
            (
                "https://user:pw@isp.example.com:8443/hooks",
                "https://user:pw@isp.example.com/hooks",
            ),
            ("http://[::1]:8080/hooks", "http://[::1]/hooks"),
        ];
        for (called, signed) in pairs {
            assert_eq!(
                verify(&token(), called, &params, &sign(&token(), signed, &params)),
                Ok(()),
                "{called}"
            );
            assert_eq!(
                verify(&token(), called, &params, &sign(&token(), called, &params)),
                Ok(()),
                "{called}"
            );
        }
        let elsewhere = sign(&token(), "https://isp.example.com:8444/hooks", &params);
        assert!(verify(&token(), "https://isp.example.com:8443/hooks", &params, &elsewhere).is_err());
    }

    #[test]
    fn order_and_repeats_of_fields_do_not_matter() {
        let once = fields(&[("a", "1"), ("a", "2"), ("b", "3")]);
        let shuffled = fields(&[("b", "3"), ("a", "2"), ("a", "1"), ("a", "2")]);
        let url = "https://isp.example.com/";
        assert_eq!(sign(&token(), url, &once), sign(&token(), url, &shuffled));
    }

    #[test]
    fn a_body_that_is_no_form_is_signed_by_its_hash() {
        let body = br#"{"a":1}"#;
        let hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        let url = format!("https://isp.example.com/hooks?bodySHA256={hash}");
        let signature = sign(&token(), &url, &[]);
        assert_eq!(verify_body(&token(), &url, body, &signature), Ok(()));
        assert_eq!(
            verify_body(&token(), &url, br#"{"a":2}"#, &signature),
            Err(SignatureError::BodyMismatch)
        );
        let (elsewhere, _, _) = whatsapp();
        assert_eq!(
            verify_body(&token(), elsewhere, body, &signature),
            Err(SignatureError::BodyMismatch)
        );
        let other = sign(&"other".into(), &url, &[]);
        assert_eq!(verify_body(&token(), &url, body, &other), Err(SignatureError::Mismatch));
    }
}
