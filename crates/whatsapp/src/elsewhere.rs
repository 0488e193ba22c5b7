//! Whom else a webhook may concern: a provider may post what is said to several numbers to the address of one.

use std::fmt;

/// A number or an account of ours that a webhook names, beside the channel behind its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which.
    pub to: Destination,
    /// Whether the channel behind the address takes it as its own all the same.
    pub also_ours: bool,
}

/// One of our ends of the line, as the provider names it. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub enum Destination {
    /// A number; the message is that channel's alone.
    Number(String),
    /// An account, which may have several numbers: what happens to it concerns them all.
    Account(String),
}

impl Destination {
    /// Why nothing was made of what names it, where no channel has it.
    #[must_use]
    pub const fn why_ignored(&self) -> &'static str {
        match self {
            Self::Number(_) => "other_phone",
            Self::Account(_) => "other_account",
        }
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number(_) => "Number",
            Self::Account(_) => "Account",
        })
    }
}
