//! Which updates of a post are the channel's.

use super::webhook::has_updates;
use crate::{Destination, Elsewhere, fields::Fields};

/// Whose updates a channel takes, where that is known. One app posts those of all its numbers to one address.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ours<'a> {
    /// Meta's id of the number: messages and reports name theirs.
    pub(crate) phone_number_id: Option<&'a str>,
    /// Meta's id of the account: whatever names no number is about one of these.
    pub(crate) waba_id: Option<&'a str>,
    /// Whether only what names one of the two is taken: the post came to another channel's address.
    pub(crate) named_only: bool,
}

impl Ours<'_> {
    /// Whether a change is the channel's.
    pub(super) fn takes(self, entry: Fields<'_>, value: Fields<'_>) -> bool {
        let is = |ours: Option<&str>, theirs: &str| ours.map_or(!self.named_only, |ours| ours == theirs);
        match value.inner("metadata").id("phone_number_id") {
            Some(theirs) => is(self.phone_number_id, &theirs),
            // a message that names no number is of the one behind the address
            None if self.named_only && has_updates(value) => false,
            None => entry
                .id("id")
                .map_or(!self.named_only, |theirs| is(self.waba_id, &theirs)),
        }
    }

    /// Whom else a change may concern.
    pub(super) fn elsewhere(self, entry: Fields<'_>, value: Fields<'_>) -> Option<Elsewhere> {
        let also_ours = self.takes(entry, value);
        let to = match value.inner("metadata").id("phone_number_id") {
            Some(_) if also_ours => return None,
            Some(number) => Destination::Number(number),
            None => Destination::Account(entry.id("id")?),
        };
        Some(Elsewhere { to, also_ours })
    }
}
