//! Twilio's ids of messages: two letters and 32 hexadecimal digits.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A message's id at Twilio, in both directions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageSid(String);

/// A text that is no message's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message's sid is SM or MM and 32 hexadecimal digits")]
pub struct NotASid;

impl MessageSid {
    /// A new one; messages with media begin with MM.
    #[must_use]
    pub fn new(with_media: bool) -> Self {
        let prefix = if with_media { "MM" } else { "SM" };
        Self(format!("{prefix}{}", Uuid::new_v4().simple()))
    }

    /// As on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Two letters and 32 hexadecimal digits, as every id of Twilio's is.
pub(crate) fn is_sid(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl FromStr for MessageSid {
    type Err = NotASid;

    fn from_str(text: &str) -> Result<Self, NotASid> {
        if is_sid("SM", text) || is_sid("MM", text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASid)
        }
    }
}

impl TryFrom<String> for MessageSid {
    type Error = NotASid;

    fn try_from(text: String) -> Result<Self, NotASid> {
        text.parse()
    }
}

impl From<MessageSid> for String {
    fn from(sid: MessageSid) -> Self {
        sid.0
    }
}

impl fmt::Display for MessageSid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_sid_reads_as_one() {
        let sid = MessageSid::new(false);
        assert!(sid.as_str().starts_with("SM") && sid.as_str().len() == 34);
        assert_eq!(sid.as_str().parse(), Ok(sid));
        assert_eq!("SM12".parse::<MessageSid>(), Err(NotASid));
        assert_eq!("XX0123456789abcdef0123456789abcdef".parse::<MessageSid>(), Err(NotASid));
    }
}
