//! Which updates of a post are the channel's.

use crate::fields::Fields;

/// Whose updates a channel takes, where that is known. One app posts those of all its numbers to one address.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ours<'a> {
    /// Meta's id of the number: messages and reports name theirs.
    pub(crate) phone_number_id: Option<&'a str>,
    /// Meta's id of the account: whatever names no number is about one of these.
    pub(crate) waba_id: Option<&'a str>,
}

impl Ours<'_> {
    /// Why a change is somebody else's.
    pub(super) fn refusal(self, entry: Fields<'_>, value: Fields<'_>) -> Option<&'static str> {
        let other = |ours: Option<&str>, theirs: &str| ours.is_some_and(|ours| ours != theirs);
        match value.inner("metadata").id("phone_number_id") {
            Some(theirs) => other(self.phone_number_id, &theirs).then_some("other_phone"),
            None => {
                let theirs = entry.id("id")?;
                other(self.waba_id, &theirs).then_some("other_account")
            }
        }
    }
}
