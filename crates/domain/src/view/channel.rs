//! Channels as their page shows them, and what an administrator fills in for one.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{
    ChannelId, PhoneNumber,
    channel::{ChannelState, SendFailure},
};

/// A channel as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelView {
    /// Which channel.
    pub id: ChannelId,
    /// What people call it.
    pub name: String,
    /// The provider, by its name in [`ProviderForm::provider`].
    pub provider: String,
    /// The provider, as people call it.
    pub provider_name: String,
    /// Our number.
    pub address: PhoneNumber,
    /// Whether its number is registered with WhatsApp; `false` for a linked device.
    pub official: bool,
    /// Whether nobody has paused it.
    pub active: bool,
    /// Whether its conversations may be answered by another number while its provider fails.
    pub may_switch: bool,
    /// The channel that would take over now; `None` where no other one works.
    pub next: Option<ChannelId>,
    /// Whether messages leave by it.
    pub state: ChannelState,
    /// Messages that wait to leave by it.
    pub waiting: i64,
    /// Messages of which people are asked whether they arrived.
    pub undecided: i64,
    /// Messages that failed within 24 hours and were not sent again.
    pub failed: i64,
    /// What last went wrong.
    pub last_error: Option<ChannelError>,
    /// When a subscriber last wrote by it; `None` where nobody did within 7 days.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_inbound_at: Option<OffsetDateTime>,
    /// Where its provider is to report.
    pub webhook: ChannelWebhook,
    /// Its settings that are no secret, by field.
    pub settings: BTreeMap<String, String>,
    /// The names of its secrets that are set; none where they can't be opened.
    pub secrets_held: Vec<String>,
    /// How fast it may send.
    pub limits: ChannelLimits,
}

/// How fast a channel may send, as an administrator entered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelLimits {
    /// Messages a second, 1 to [`PER_SECOND_MOST`](crate::pace::PER_SECOND_MOST); `None`: what the provider allows.
    pub per_second: Option<u32>,
    /// Messages to one contact at once, 1 to [`PAIR_BURST_MOST`](crate::pace::PAIR_BURST_MOST); then one in six seconds.
    pub pair_burst: u32,
}

/// What last went wrong with a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelError {
    /// What kind of failure, where that was written down.
    pub failure: Option<SendFailure>,
    /// Why, in words.
    pub words: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Where a channel's provider is to report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelWebhook {
    /// The address.
    pub address: String,
    /// Whether the field `webhook_secret` must stand at its end.
    pub ends_in_secret: bool,
}

/// The form of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderForm {
    /// Its name in forms.
    pub provider: String,
    /// As people call it.
    pub name: String,
    /// Whether its numbers are registered with WhatsApp.
    pub official: bool,
    /// What is asked for.
    pub fields: Vec<ProviderField>,
    /// Messages a second where nothing else is entered.
    pub per_second: u32,
}

/// The field for where the provider's API answers, in every provider's form.
pub const API_ADDRESS: &str = "base_url";

/// A field of a provider's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderField {
    /// Its name.
    pub name: String,
    /// Whether it is sealed and never shown again.
    pub secret: bool,
    /// Whether it must be filled.
    pub required: bool,
}

/// Everything the channels' page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelsView {
    /// All channels, in the order in which they are tried.
    pub channels: Vec<ChannelView>,
    /// What may be added, in the order in which it is offered.
    pub providers: Vec<ProviderForm>,
}

/// What an administrator fills in for a channel. `Debug` shows no value of a field.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelForm {
    /// `None` makes a new channel.
    pub id: Option<ChannelId>,
    /// The provider; a channel keeps the one it was made with.
    pub provider: String,
    /// 2 to 60 characters.
    pub name: String,
    /// The provider's fields, those that are secret and those that are not. A secret left blank keeps its value, unless
    /// `base_url` changes.
    pub fields: BTreeMap<String, String>,
    /// How fast it may send.
    pub limits: ChannelLimits,
}

impl fmt::Debug for ChannelForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChannelForm")
            .field("id", &self.id)
            .field("provider", &self.provider)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Which way a channel goes in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelStep {
    /// It is tried sooner.
    Up,
    /// It is tried later.
    Down,
}

/// What the provider said to a test message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialOutcome {
    /// It has it.
    Accepted {
        /// The provider's id of it.
        provider_message_id: String,
    },
    /// It does not, or nobody knows.
    Failed {
        /// What kind of failure.
        failure: SendFailure,
        /// The provider's own code, where it gave one.
        code: Option<String>,
        /// Why, in words.
        words: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_printed_shows_no_secret() {
        let form = ChannelForm {
            id: None,
            provider: "any".to_owned(),
            name: "Matriz".to_owned(),
            fields: BTreeMap::from([("token".to_owned(), "sesame".to_owned())]),
            limits: ChannelLimits {
                per_second: None,
                pair_burst: 1,
            },
        };
        assert!(!format!("{form:?}").contains("sesame"));
    }
}
