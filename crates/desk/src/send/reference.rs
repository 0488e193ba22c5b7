//! The reference in the callback address: which attempt of which message a report is about.

use std::{fmt, str::FromStr};

use enlace_domain::OutboxId;

/// One attempt to send one message, as our callback address names it: `…?outbox=<id>.<attempt>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The message's row in the outbox.
    pub outbox: OutboxId,
    /// Which attempt, from 1.
    pub attempt: i32,
}

impl Reference {
    /// The parameter of the callback address.
    pub const NAME: &'static str = "outbox";
    /// The field under which it is kept in a stored event; no provider's field begins with an underscore.
    pub const KEPT_AS: &'static str = "_outbox";
}

/// A text that is no reference of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reference to an attempt")]
pub struct ReferenceError;

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.outbox, self.attempt)
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let (outbox, attempt) = text.split_once('.').ok_or(ReferenceError)?;
        Ok(Self {
            outbox: outbox.parse().map_err(|_| ReferenceError)?,
            attempt: attempt.parse().map_err(|_| ReferenceError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_goes_there_and_back() {
        let reference = Reference {
            outbox: OutboxId::new(),
            attempt: 3,
        };
        assert_eq!(reference.to_string().parse(), Ok(reference));
        for text in ["", "3", "x.1", "0192.3", "."] {
            assert_eq!(text.parse::<Reference>(), Err(ReferenceError), "{text}");
        }
    }
}
