//! Ids as a phone makes them.

use rand::Rng;
use uuid::Uuid;

use crate::message::MessageId;

/// A new message's id: whose it is, with whom, and digits.
pub(crate) fn message_id(number: &str, inbound: bool) -> MessageId {
    let own: u128 = rand::rng().random();
    MessageId::from(format!("{}_{}_{own:032X}", !inbound, chat(number)))
}

/// The name of a file in the storage.
pub(crate) fn media_name(extension: &str) -> String {
    format!("{}.{extension}", Uuid::new_v4())
}

/// The conversation with a number.
pub(super) fn chat(number: &str) -> String {
    format!("{number}@c.us")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_whose_they_are() {
        assert!(
            message_id("556281234567", true)
                .as_str()
                .starts_with("false_556281234567@c.us_")
        );
        assert!(message_id("556281234567", false).as_str().starts_with("true_"));
        assert!(media_name("jpg").ends_with(".jpg"));
    }
}
