//! What people say, by what they want. Lines hold slots in braces that `fill` replaces with the speaker's own facts.
//!
//! Written for the town alone: the classifier is trained on other sentences, so the town is a fair test of it.

mod answers;
mod bill;
mod buy;
mod fill;
mod greetings;
mod leave;
mod no_internet;
mod slow;
mod typing;
mod unclear;

pub(super) use answers::{ANSWERS, CHOSEN_BY_NAME, COMPLAINTS, FAREWELLS, STILL_THERE, THANKS, WAITING, WORKED};
pub(super) use fill::fill;
pub(super) use greetings::greeting;
pub(super) use typing::Typing;
pub(super) use unclear::UNCLEAR;

use super::intent::Intent;

/// The lines about one matter.
pub(super) struct Matter {
    /// Say what it is about.
    pub openers: &'static [&'static str],
    /// The same, where the contract is a business's.
    pub at_a_business: &'static [&'static str],
    /// Add to it.
    pub details: &'static [&'static str],
    /// Answer a question about it.
    pub answers: &'static [&'static str],
    /// Come back to it hours later.
    pub again: &'static [&'static str],
}

/// The lines of an intent.
pub(super) const fn matter(intent: Intent) -> &'static Matter {
    match intent {
        Intent::NoInternet => &no_internet::MATTER,
        Intent::Slow => &slow::MATTER,
        Intent::Buy => &buy::MATTER,
        Intent::Bill => &bill::MATTER,
        Intent::Leave => &leave::MATTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_enough_to_say() {
        let mut lines: Vec<&str> = Vec::new();
        for intent in Intent::ALL {
            let matter = matter(*intent);
            for list in [
                matter.openers,
                matter.at_a_business,
                matter.details,
                matter.answers,
                matter.again,
            ] {
                lines.extend(list);
            }
        }
        for list in [
            ANSWERS,
            COMPLAINTS,
            FAREWELLS,
            STILL_THERE,
            THANKS,
            UNCLEAR,
            WAITING,
            WORKED,
        ] {
            lines.extend(list);
        }
        lines.sort_unstable();
        let all = lines.len();
        lines.dedup();
        assert_eq!(lines.len(), all, "a line stands twice");
        assert!(all >= 250, "{all} lines");
    }
}
