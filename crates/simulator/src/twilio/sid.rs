//! Twilio's ids: two letters and 32 hexadecimal digits.

use uuid::Uuid;

use crate::message::MessageId;

/// A new message's id; messages with media begin with MM.
pub(crate) fn message_sid(with_media: bool) -> MessageId {
    MessageId::from(new(if with_media { "MM" } else { "SM" }))
}

/// A new file's id.
pub(crate) fn media_sid() -> String {
    new("ME")
}

fn new(prefix: &str) -> String {
    format!("{prefix}{}", Uuid::new_v4().simple())
}

/// Two letters and 32 hexadecimal digits, as every id of Twilio's is.
pub(super) fn is_sid(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_sid_reads_as_one() {
        assert!(is_sid("SM", message_sid(false).as_str()));
        assert!(is_sid("MM", message_sid(true).as_str()));
        assert!(!is_sid("SM", "SM12") && !is_sid("SM", "XX0123456789abcdef0123456789abcdef"));
    }
}
