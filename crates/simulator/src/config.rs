//! What a town needs to know to start: its first line, which is Twilio's, who lives there, and its further lines.

use std::net::{Ipv4Addr, SocketAddr};

use enlace_domain::PhoneNumber;
use secrecy::SecretString;
use url::Url;

use crate::line::LineConfig;

/// The settings of a town. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct TownConfig {
    /// Where the first line's API and `/_town` answer; port 0 takes a free one. `/_town` asks for no credentials: keep
    /// it on the loopback.
    pub listen: SocketAddr,
    /// The whole address of the channel's webhook, as it is signed. A fragment overrides the connection as at Twilio:
    /// `#ct=2000&rt=5000&rc=3` (milliseconds to connect, milliseconds for the answer, how many repeats).
    pub desk_webhook: Url,
    /// Where the desk really listens, if its public name doesn't lead there: webhooks and callbacks are signed with
    /// the public address and delivered to this scheme, host and port.
    pub desk_listens_at: Option<Url>,
    /// `AC…`: user of the API, also named in every webhook.
    pub account_sid: String,
    /// Password of the API and key of the signatures.
    pub auth_token: SecretString,
    /// The provider's own WhatsApp number, the only sender.
    pub business_number: PhoneNumber,
    /// The same seed gives the same subscribers.
    pub seed: u64,
    /// How many subscribers live here.
    pub subscribers: usize,
    /// How much faster than life: every delay is divided by it. 1 is real time.
    pub pace: f64,
    /// Nobody writes, reads or answers by themselves: for tests and measurements.
    pub quiet: bool,
    /// Conversations the desk already has open: a living town counts them against its own limit.
    pub open_at_start: usize,
    /// Whether the first line gives up free words to somebody who has not written within a day (63016).
    pub window: bool,
    /// Further lines, each on an address of its own. The first one is called `twilio`.
    pub lines: Vec<LineConfig>,
    /// People are spread evenly over the lines; else all of them write on the first, unless told otherwise.
    pub spread: bool,
}

impl TownConfig {
    /// A quiet town of 2,000 subscribers on a free port of the loopback, a hundred times as fast as life.
    #[must_use]
    pub fn quiet(
        desk_webhook: Url,
        account_sid: impl Into<String>,
        auth_token: SecretString,
        business_number: PhoneNumber,
    ) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            desk_webhook,
            desk_listens_at: None,
            account_sid: account_sid.into(),
            auth_token,
            business_number,
            seed: 1,
            subscribers: 2_000,
            pace: 100.0,
            quiet: true,
            open_at_start: 0,
            window: false,
            lines: Vec::new(),
            spread: false,
        }
    }
}
