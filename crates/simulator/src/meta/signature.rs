//! `X-Hub-Signature-256`, made as Meta makes it.

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::line::MetaConfig;

/// The header of a body that Meta posts.
pub(crate) fn signature(account: &MetaConfig, body: &[u8]) -> (String, String) {
    ("X-Hub-Signature-256".to_owned(), sign(&account.app_secret, body))
}

/// `sha256=` and the HMAC-SHA256 of the very bytes, hexadecimal.
#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length: the error can't happen"
)]
fn sign(secret: &SecretString, body: &[u8]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn the_bytes_are_signed_as_they_are() {
        let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
        let expected = "sha256=09eceea024af6e6343b760cc9bd3ae7c056938dd636e24e92109eb8219500384";
        assert_eq!(sign(&"appsecret".into(), body), expected);
    }
}
