//! What a screen reader is told of the board without being asked: new urgent conversations, and seldom.

use std::collections::HashSet;

use enlace_domain::ConversationId;
use time::{Duration, OffsetDateTime};

/// The least time between two announcements.
const PAUSE: Duration = Duration::seconds(15);

/// Counts what is new since it last spoke.
#[derive(Clone, Debug, Default)]
pub struct Announcer {
    known: Option<HashSet<ConversationId>>,
    fresh: HashSet<ConversationId>,
    spoke_at: Option<OffsetDateTime>,
}

impl Announcer {
    /// Looks at the urgent conversations at `now`: how many new ones are to be announced, if it is time to. What was
    /// there at the first look is not new; what left again before being announced is not announced.
    pub fn look(&mut self, urgent: HashSet<ConversationId>, now: OffsetDateTime) -> Option<usize> {
        if let Some(known) = &self.known {
            self.fresh.extend(urgent.difference(known));
        }
        self.fresh.retain(|id| urgent.contains(id));
        self.known = Some(urgent);
        if self.fresh.is_empty() || self.spoke_at.is_some_and(|spoke| now - spoke < PAUSE) {
            return None;
        }
        self.spoke_at = Some(now);
        Some(std::mem::take(&mut self.fresh).len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::testing::NOON;

    #[test]
    fn it_speaks_of_what_is_new_and_seldom() {
        let [a, b, c, d] = std::array::from_fn(|_| ConversationId::new());
        let mut announcer = Announcer::default();
        let mut look = |ids: &[ConversationId], seconds| {
            announcer.look(ids.iter().copied().collect(), NOON + Duration::seconds(seconds))
        };
        assert_eq!(look(&[a], 0), None);
        assert_eq!(look(&[a, b], 1), Some(1));
        assert_eq!(look(&[a, b, c, d], 2), None);
        assert_eq!(look(&[a, b, c], 3), None);
        assert_eq!(look(&[a, b, c], 16), Some(1));
        assert_eq!(look(&[a, b, c], 60), None);
    }
}
