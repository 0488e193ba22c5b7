//! `X-Hub-Signature-256`: proof that a webhook comes from Meta and was not changed on the way.
//!
//! HMAC-SHA256 with the app's secret over the body as it came, described at
//! <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads>.

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// The header that carries the signature.
pub(crate) const HEADER: &str = "x-hub-signature-256";

/// Checks the signature of a body.
///
/// # Errors
/// What is wrong, and where to look.
pub(crate) fn verify(secret: &SecretString, body: &[u8], header: Option<&str>) -> Result<(), &'static str> {
    let header = header.ok_or("the X-Hub-Signature-256 header is missing")?;
    let given = header
        .trim()
        .strip_prefix("sha256=")
        .and_then(|digits| hex::decode(digits).ok())
        .ok_or("the X-Hub-Signature-256 header is not sha256= and 64 digits of 0-9 and a-f")?;
    hmac_sha256(secret, body)
        .verify_slice(&given)
        .map_err(|_| "the X-Hub-Signature-256 header does not match: check the channel's app secret")
}

/// The header's value as Meta makes it, for tests of what is checked by it.
#[cfg(test)]
pub(crate) fn sign(secret: &SecretString, body: &[u8]) -> String {
    format!(
        "sha256={}",
        hex::encode(hmac_sha256(secret, body).finalize().into_bytes())
    )
}

#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length: the error can't happen"
)]
fn hmac_sha256(secret: &SecretString, body: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BODY: &[u8] = br#"{"object":"whatsapp_business_account","entry":[]}"#;
    const SIGNED: &str = "sha256=09eceea024af6e6343b760cc9bd3ae7c056938dd636e24e92109eb8219500384";

    #[test]
    fn the_known_signature_is_believed_and_nothing_else() {
        let secret = SecretString::from("appsecret");
        assert_eq!(verify(&secret, BODY, Some(SIGNED)), Ok(()));
        assert!(verify(&secret, b"{}", Some(SIGNED)).is_err());
        assert!(verify(&"other".into(), BODY, Some(SIGNED)).is_err());
        for header in [None, Some(""), Some("sha256="), Some(&SIGNED[7..]), Some("sha1=00")] {
            assert!(verify(&secret, BODY, header).is_err(), "{header:?}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(header in any::<String>()) {
            prop_assert!(verify(&"appsecret".into(), BODY, Some(&header)).is_err());
        }
    }
}
