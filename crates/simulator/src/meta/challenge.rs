//! Asking the desk whether its webhook is its own, as Meta does when one is set.

use rand::Rng;
use secrecy::ExposeSecret;

use crate::{
    deliver::target,
    line::{OnLine, Vendor},
};

/// Calls the webhook with a challenge; whether the desk answered 200 with that challenge and nothing else. Only Meta
/// asks this.
pub(crate) async fn is_answered(on: &OnLine) -> bool {
    let Vendor::Meta(account) = &on.line.config.vendor else {
        return false;
    };
    let challenge = rand::rng().random_range(100_000_000_u32..1_000_000_000).to_string();
    let mut url = target(&on.line.config.desk_webhook, on.board.config().desk_listens_at.as_ref());
    url.query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.verify_token", account.verify_token.expose_secret())
        .append_pair("hub.challenge", &challenge);
    let Ok(answer) = on.board.http().get(url).send().await else {
        return false;
    };
    answer.status() == 200 && answer.text().await.is_ok_and(|text| text == challenge)
}
