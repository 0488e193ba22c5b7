//! The two keys that Twilio signs with, and what each makes of an address and its fields.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, Mac, digest::KeyInit};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use sha2::Sha256;

/// What a signature is made with. `Debug` shows no secret.
#[derive(Clone, Copy, Debug)]
pub enum SigningKey<'a> {
    /// HMAC-SHA1 with the account's primary token.
    Token(&'a SecretString),
    /// HMAC-SHA256 with a key shared for webhooks.
    Shared(&'a SecretString),
}

impl<'a> From<&'a SecretString> for SigningKey<'a> {
    fn from(token: &'a SecretString) -> Self {
        Self::Token(token)
    }
}

impl SigningKey<'_> {
    /// The bare signature of a call to `url` with the decoded form fields `params`.
    pub(super) fn digest(self, url: &str, params: &[(String, String)]) -> Vec<u8> {
        match self {
            Self::Token(token) => keyed::<Hmac<Sha1>>(token, url, params),
            Self::Shared(shared) => keyed::<Hmac<Sha256>>(shared, url, params),
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length: the error can't happen"
)]
fn keyed<M: Mac + KeyInit>(key: &SecretString, url: &str, params: &[(String, String)]) -> Vec<u8> {
    let mut fields = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (name, value) in params {
        fields.entry(name).or_default().insert(value);
    }
    let mut mac = <M as Mac>::new_from_slice(key.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(url.as_bytes());
    for (name, values) in fields {
        for value in values {
            mac.update(name.as_bytes());
            mac.update(value.as_bytes());
        }
    }
    mac.finalize().into_bytes().to_vec()
}
