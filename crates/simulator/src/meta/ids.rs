//! Meta's ids: of messages, files and people.

use base64::{Engine, engine::general_purpose::STANDARD};
use rand::Rng;
use uuid::Uuid;

use crate::{
    ledger::match_key,
    line::{OnLine, Vendor},
    message::MessageId,
};

/// A new message's id: opaque, with the number inside as real ones have it.
pub(crate) fn wamid(number: &str) -> MessageId {
    let inside = format!("\u{1d}\u{8}{number}{}", Uuid::new_v4().simple());
    MessageId::from(format!("wamid.{}", STANDARD.encode(inside)))
}

/// A new file's id: digits.
pub(crate) fn media_id() -> String {
    rand::rng()
        .random_range(1_000_000_000_000_000_u64..10_000_000_000_000_000)
        .to_string()
}

/// The id that a person has whatever their number looks like; the same for both spellings.
pub(super) fn user_id(number: &str) -> String {
    format!("BR.{}", match_key(number))
}

/// The number's id and the account's, as webhooks name them.
pub(super) fn account(on: &OnLine) -> (&str, &str) {
    match &on.line.config.vendor {
        Vendor::Meta(config) => (&config.phone_number_id, &config.waba_id),
        Vendor::Dialog360(config) => (&config.phone_number_id, &config.waba_id),
        // Only lines of these two reach this module.
        Vendor::Twilio(_) | Vendor::Maytapi(_) => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_metas() {
        assert!(wamid("556281234567").as_str().starts_with("wamid."));
        assert_ne!(wamid("556281234567"), wamid("556281234567"));
        assert_eq!(media_id().len(), 16);
        assert_eq!(user_id("556281234567"), user_id("5562981234567"));
    }
}
