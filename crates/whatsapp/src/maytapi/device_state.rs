//! How the gateway says the linked device is.

use super::outcome::{NOT_LINKED, SUSPENDED};
use crate::Understood;

/// What a state says of the channel. One that passes by itself says nothing: sending goes on as it can, and meets it
/// where it lasts.
pub(super) fn understand(raw: &str) -> Understood {
    let raw = raw.to_owned();
    if matches!(raw.as_str(), "loading" | "idle") {
        return Understood::Nothing { raw };
    }
    Understood::ChannelState {
        works: raw == "active",
        raw,
    }
}

/// Why the channel does not send in a state that does not pass by itself, in words for people (pt-BR); `None` for a
/// state that we don't know.
#[must_use]
pub fn device_state_words(raw: &str) -> Option<&'static str> {
    match raw {
        "qr-code" => Some(NOT_LINKED),
        "phone-error" => Some("O celular do canal não responde à Maytapi: confira se ele está ligado e com internet."),
        "disabled" => Some(SUSPENDED),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_works_or_says_what_is_wrong() {
        assert!(matches!(
            understand("active"),
            Understood::ChannelState { works: true, .. }
        ));
        for word in ["qr-code", "phone-error", "disabled"] {
            assert!(
                matches!(understand(word), Understood::ChannelState { works: false, raw } if raw == word),
                "{word}"
            );
            let words = device_state_words(word).unwrap();
            assert!(!words.contains(word), "{words}");
        }
        assert!(matches!(
            understand("teleported"),
            Understood::ChannelState { works: false, .. }
        ));
        assert_eq!(device_state_words("teleported"), None);
    }

    #[test]
    fn what_passes_by_itself_changes_nothing() {
        for word in ["loading", "idle"] {
            assert!(
                matches!(understand(word), Understood::Nothing { raw } if raw == word),
                "{word}"
            );
        }
    }
}
