//! The number a subscriber is given for a matter.
//!
//! Decreto 11.034/2022 asks for a numeric record. Ours: the day, `yyyymmdd` in Brasília's time, and seven digits
//! that count the day's conversations. It is taken just before the conversation is opened and never reused; a number
//! whose conversation was not opened after all is left out.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use time::Date;

/// Fifteen digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Protocol(String);

/// Not fifteen digits, or more than ten million in one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a protocol number has 15 digits: the day and seven of its count")]
pub struct ProtocolError;

impl Protocol {
    /// The number of the `count`th conversation of `day`.
    ///
    /// # Errors
    /// A count outside 1 to 9,999,999.
    pub fn new(day: Date, count: i32) -> Result<Self, ProtocolError> {
        if !(1..=9_999_999).contains(&count) {
            return Err(ProtocolError);
        }
        Ok(Self(format!(
            "{:04}{:02}{:02}{count:07}",
            day.year(),
            u8::from(day.month()),
            day.day()
        )))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Protocol {
    type Err = ProtocolError;

    fn from_str(text: &str) -> Result<Self, ProtocolError> {
        if text.len() == 15 && text.bytes().all(|digit| digit.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ProtocolError)
        }
    }
}

impl TryFrom<String> for Protocol {
    type Error = ProtocolError;

    fn try_from(text: String) -> Result<Self, ProtocolError> {
        text.parse()
    }
}

impl From<Protocol> for String {
    fn from(protocol: Protocol) -> Self {
        protocol.0
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn month_comes_before_day() {
        assert_eq!(
            Protocol::new(date!(2026 - 11 - 22), 4187).unwrap().as_str(),
            "202611220004187"
        );
    }

    #[test]
    fn only_fifteen_digits_are_a_protocol() {
        assert!("202611220004187".parse::<Protocol>().is_ok());
        assert!("20261122000418a".parse::<Protocol>().is_err());
        assert!(Protocol::new(date!(2026 - 11 - 22), 0).is_err());
    }
}
