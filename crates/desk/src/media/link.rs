//! The link by which a provider fetches a file that we send: good for a short time, for one file, without log-in.

use enlace_domain::MediaId;
use time::{Duration, OffsetDateTime};
use url::Url;

use crate::Desk;

/// How long a provider may fetch what it was told to send; Twilio and Meta fetch within seconds, and a message that is
/// sent again gets a new link.
const GOOD_FOR: Duration = Duration::hours(1);

/// A link to this file, from now on.
#[must_use]
pub fn signed(desk: &Desk, id: MediaId) -> Url {
    let expires = (OffsetDateTime::now_utc() + GOOD_FOR).unix_timestamp();
    let mut link = desk.public_url().clone();
    link.set_path(&format!("/media/out/{id}"));
    link.query_pairs_mut()
        .append_pair("exp", &expires.to_string())
        .append_pair("sig", &hex::encode(desk.vault().sign(&said(id, expires))));
    link
}

/// Whether a link is one of ours and still good.
pub(super) fn is_good(desk: &Desk, id: MediaId, expires: i64, signature: &str, now: OffsetDateTime) -> bool {
    let Ok(signature) = hex::decode(signature) else {
        return false;
    };
    now.unix_timestamp() < expires && desk.vault().is_signed(&said(id, expires), &signature)
}

fn said(id: MediaId, expires: i64) -> Vec<u8> {
    format!("media {id} until {expires}").into_bytes()
}
