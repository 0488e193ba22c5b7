//! Somebody of the town, as far as a conversation needs to know them.

use std::hash::{DefaultHasher, Hash, Hasher};

use enlace_domain::CustomerStatus;
use rand::{SeedableRng, rngs::StdRng};

use super::speech::Typing;
use crate::{
    ledger::match_key,
    message::Writer,
    place::{PLANS, Stranger, Subscriber, SubscriberKind},
};

/// How somebody stands with the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Suspended,
    Cancelled,
    Stranger,
}

/// Who they are and what they can tell of themselves.
#[derive(Clone, Debug)]
pub(super) struct Resident {
    pub writer: Writer,
    /// The same for both spellings of their number.
    pub key: String,
    pub full_name: String,
    pub sector: String,
    pub contract: Option<String>,
    pub plan: String,
    pub fee: String,
    pub standing: Standing,
    pub business: bool,
    pub typing: Typing,
}

impl From<&Subscriber> for Resident {
    fn from(subscriber: &Subscriber) -> Self {
        let address = &subscriber.installation_address;
        let key = match_key(subscriber.wa_id.as_str());
        Self {
            writer: subscriber.into(),
            typing: habits(&key),
            key,
            full_name: subscriber.name.clone(),
            sector: address.rsplit(", ").next().unwrap_or(address).to_owned(),
            contract: Some(subscriber.contract_number.clone()),
            plan: subscriber.plan_name.to_lowercase(),
            fee: subscriber.monthly_fee.to_string().replace('\u{a0}', " "),
            business: subscriber.kind == SubscriberKind::Business,
            standing: match subscriber.status {
                CustomerStatus::Active => Standing::Active,
                CustomerStatus::Suspended => Standing::Suspended,
                CustomerStatus::Cancelled => Standing::Cancelled,
            },
        }
    }
}

impl Resident {
    /// A stranger who lives in this sector.
    pub fn stranger(stranger: &Stranger, sector: String) -> Self {
        let key = match_key(stranger.wa_id.as_str());
        let plan = &PLANS[1];
        Self {
            writer: stranger.into(),
            typing: habits(&key),
            key,
            full_name: stranger.profile_name.clone(),
            sector,
            contract: None,
            plan: plan.name.to_lowercase(),
            fee: plan.monthly_fee().to_string().replace('\u{a0}', " "),
            standing: Standing::Stranger,
            business: false,
        }
    }
}

/// The same person always types alike.
fn habits(key: &str) -> Typing {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    Typing::of_somebody(&mut StdRng::seed_from_u64(hasher.finish()))
}
