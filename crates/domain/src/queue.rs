//! The five queues and their order of importance.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::ConversationType;

/// A text that names none of the allowed values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{got}`; allowed: {allowed}")]
pub struct UnknownName {
    /// What was expected, as a person would say it.
    pub what: &'static str,
    /// What came.
    pub got: String,
    /// The allowed names, with commas.
    pub allowed: String,
}

/// Declares an enum whose members have a fixed name on the wire and in the database. `once` is a name that older versions
/// wrote and that is read still.
macro_rules! named_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal {
        $($(#[$member_doc:meta])* $member:ident = $text:literal $(once $old:literal)?),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                $(#[$member_doc])*
                #[serde(rename = $text $(, alias = $old)?)]
                $member
            ),+
        }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The name on the wire and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::queue::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$member),)+
                    _ => Err(crate::queue::UnknownName {
                        what: $what,
                        got: text.chars().take(40).collect(),
                        allowed: [$($text),+].join(", "),
                    }),
                }
            }
        }
    };
}
pub(crate) use named_enum;

named_enum! {
    /// The queue a conversation waits in. The order is that of the board's columns.
    QueueKey, "queue" {
        /// No internet at all, or a business that stands still.
        TechnicalUrgent = "technical_urgent",
        /// Slow, unstable, Wi-Fi, equipment.
        TechnicalNormal = "technical_normal",
        /// Plans, prices, coverage, new installations.
        Commercial = "commercial",
        /// Bills, payments, blocked lines.
        Financial = "financial",
        /// Wants to leave.
        Cancellation = "cancellation",
    }
}

impl QueueKey {
    /// Which kind of conversation this queue holds.
    #[must_use]
    pub const fn conversation_type(self) -> ConversationType {
        match self {
            Self::TechnicalUrgent | Self::TechnicalNormal => ConversationType::Technical,
            Self::Commercial => ConversationType::Commercial,
            Self::Financial => ConversationType::Financial,
            Self::Cancellation => ConversationType::Cancellation,
        }
    }
}

/// How urgent: 1 is answered first, 4 last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct Priority(i16);

impl Priority {
    /// What nothing is known of yet.
    pub const LOWEST: Self = Self(4);
    /// Before everything else.
    pub const URGENT: Self = Self(1);
    /// What is in the way but not at a standstill.
    pub const NORMAL: Self = Self(2);

    /// From 1 (urgent) to 4 (low).
    ///
    /// # Errors
    /// Any other number.
    pub fn new(level: i16) -> Result<Self, PriorityError> {
        if (1..=4).contains(&level) {
            Ok(Self(level))
        } else {
            Err(PriorityError(level))
        }
    }

    /// 1 to 4.
    #[must_use]
    pub const fn get(self) -> i16 {
        self.0
    }

    /// One step more urgent, at most 1: what an escalation does.
    #[must_use]
    pub const fn raised(self) -> Self {
        if self.0 > 1 { Self(self.0 - 1) } else { self }
    }
}

/// A priority outside 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("priority {0} is not between 1 and 4")]
pub struct PriorityError(i16);

impl TryFrom<i16> for Priority {
    type Error = PriorityError;

    fn try_from(level: i16) -> Result<Self, PriorityError> {
        Self::new(level)
    }
}

impl From<Priority> for i16 {
    fn from(priority: Priority) -> Self {
        priority.0
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Priority {
    type Err = PriorityError;

    fn from_str(text: &str) -> Result<Self, PriorityError> {
        Self::new(text.parse().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for queue in QueueKey::ALL {
            assert_eq!(queue.as_str().parse::<QueueKey>().as_ref(), Ok(queue));
            assert_eq!(serde_json::to_string(queue).unwrap(), format!("\"{}\"", queue.as_str()));
        }
    }

    #[test]
    fn an_unknown_queue_is_told_what_is_allowed() {
        let error = "vendas".parse::<QueueKey>().unwrap_err().to_string();
        assert!(
            error.contains("`vendas`") && error.contains("technical_urgent, technical_normal"),
            "{error}"
        );
    }

    #[test]
    fn an_escalation_never_passes_the_top() {
        assert_eq!(Priority::new(2).unwrap().raised(), Priority::URGENT);
        assert_eq!(Priority::URGENT.raised(), Priority::URGENT);
        assert!(Priority::new(0).is_err() && Priority::new(5).is_err());
    }
}
