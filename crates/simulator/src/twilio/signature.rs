//! `X-Twilio-Signature`, made as Twilio makes it (twilio.com/docs/usage/security).

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use url::Url;
use uuid::Uuid;

use crate::line::TwilioConfig;

/// The headers of a form that Twilio posts to `url`.
pub(crate) fn headers(account: &TwilioConfig, url: &Url, form: &[(String, String)]) -> Vec<(String, String)> {
    let header = |name: &str, value: String| (name.to_owned(), value);
    vec![
        header("X-Twilio-Signature", sign(&account.auth_token, url.as_str(), form)),
        header("I-Twilio-Idempotency-Token", Uuid::new_v4().to_string()),
        header("User-Agent", "TwilioProxy/1.1".to_owned()),
    ]
}

/// HMAC-SHA1 over the address and every distinct name with every distinct value of it, both in order.
#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length: the error can't happen"
)]
fn sign(token: &SecretString, url: &str, form: &[(String, String)]) -> String {
    let mut fields: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in form {
        fields.entry(name).or_default().insert(value);
    }
    let mut mac =
        Hmac::<Sha1>::new_from_slice(token.expose_secret().as_bytes()).expect("HMAC takes a key of any length");
    mac.update(url.as_bytes());
    for (name, values) in fields {
        for value in values {
            mac.update(name.as_bytes());
            mac.update(value.as_bytes());
        }
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn twilios_own_example_comes_out() {
        let form = [
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675309"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("To", "+18005551212"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        assert_eq!(sign(&"12345".into(), url, &form), "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }
}
