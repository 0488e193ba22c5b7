//! Who else has a conversation open: what this page tells of itself, what it knows of colleagues, and what of that is read
//! aloud.

use std::collections::HashSet;

use enlace_domain::{
    PersonId,
    view::{Attendance, Attendee},
};
use time::{Duration, OffsetDateTime};

/// How often a page says that it is still there; it is forgotten after 45 seconds.
const AGAIN: Duration = Duration::seconds(20);
/// The same while somebody writes, which is forgotten after ten.
const WRITING_AGAIN: Duration = Duration::seconds(4);
/// So long after the last key somebody still writes.
const PAUSE: Duration = Duration::seconds(5);

/// When this page says that it is there, and whether somebody writes in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Saying {
    typed_at: Option<OffsetDateTime>,
    said: Option<(OffsetDateTime, bool)>,
}

impl Saying {
    /// Somebody writes.
    pub fn typed(&mut self, now: OffsetDateTime) {
        self.typed_at = Some(now);
    }

    /// Nobody writes any more: it was sent, or taken back.
    pub fn paused(&mut self) {
        self.typed_at = None;
    }

    /// The page has said that it goes; where it comes back, it says so at once.
    pub fn left(&mut self) {
        *self = Self::default();
    }

    /// Whether somebody writes, if it is time to say that the page is there.
    pub fn due(&mut self, now: OffsetDateTime) -> Option<bool> {
        let writing = self.typed_at.is_some_and(|at| now - at < PAUSE);
        let span = if writing { WRITING_AGAIN } else { AGAIN };
        // a clock that was set back says it once more
        let is_known = |(at, what): (OffsetDateTime, bool)| what == writing && (at..at + span).contains(&now);
        if self.said.is_some_and(is_known) {
            return None;
        }
        self.said = Some((now, writing));
        Some(writing)
    }
}

/// Who has the conversation open, as last told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Others {
    at: Option<OffsetDateTime>,
    people: Vec<Attendee>,
}

impl Others {
    /// Takes over what was told, unless something later is known.
    pub fn hear(&mut self, told: Attendance) {
        if self.at.is_none_or(|known| known <= told.at) {
            self.at = Some(told.at);
            self.people = told.people;
        }
    }

    /// It is no longer known who is there.
    pub fn forget(&mut self) {
        self.people.clear();
    }

    /// The colleagues of `me`; nobody while that is not known.
    #[must_use]
    pub fn colleagues(&self, me: Option<PersonId>) -> Vec<Attendee> {
        let is_other = |one: &&Attendee| me.is_some_and(|me| me != one.person.id);
        self.people.iter().filter(is_other).cloned().collect()
    }
}

/// What a screen reader has been told: that somebody is there, once, and that they write, once, until they leave. Pauses
/// between words are no news.
#[derive(Clone, Debug, Default)]
pub struct Announced(HashSet<(PersonId, bool)>);

impl Announced {
    /// Looks at who is there: those of whom there is something to be said.
    pub fn look(&mut self, people: &[Attendee]) -> Vec<Attendee> {
        self.0.retain(|(id, _)| people.iter().any(|one| one.person.id == *id));
        let is_news = |one: &&Attendee| {
            // whoever writes is there
            let came = self.0.insert((one.person.id, false));
            if one.writing {
                self.0.insert((one.person.id, true))
            } else {
                came
            }
        };
        people.iter().filter(is_news).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use enlace_domain::ConversationId;

    use super::*;
    use crate::state::testing::{NOON, person};

    fn at(seconds: i64) -> OffsetDateTime {
        NOON + Duration::seconds(seconds)
    }

    fn attendee(name: &str, writing: bool) -> Attendee {
        Attendee {
            person: person(name),
            writing,
        }
    }

    fn told(seconds: i64, people: &[Attendee]) -> Attendance {
        Attendance {
            conversation: ConversationId::new(),
            at: at(seconds),
            people: people.to_vec(),
        }
    }

    #[test]
    fn a_page_that_is_read_says_so_every_twenty_seconds() {
        let mut saying = Saying::default();
        let said: Vec<i64> = (0..=45).filter(|second| saying.due(at(*second)).is_some()).collect();
        assert_eq!(said, [0, 20, 40]);
        saying.left();
        assert_eq!(saying.due(at(46)), Some(false));
        // the clock was set back
        assert_eq!(saying.due(at(0)), Some(false));
    }

    #[test]
    fn writing_is_said_at_once_seldom_and_ends_by_itself() {
        let mut saying = Saying::default();
        assert_eq!(saying.due(at(0)), Some(false));
        let mut said = Vec::new();
        for second in 1..=16 {
            if second <= 10 {
                saying.typed(at(second));
            }
            said.extend(saying.due(at(second)).map(|writing| (second, writing)));
        }
        assert_eq!(said, [(1, true), (5, true), (9, true), (13, true), (15, false)]);
    }

    #[test]
    fn what_was_sent_is_no_longer_written() {
        let mut saying = Saying::default();
        saying.typed(at(0));
        assert_eq!(saying.due(at(0)), Some(true));
        saying.paused();
        assert_eq!(saying.due(at(1)), Some(false));
        assert_eq!(saying.due(at(2)), None);
    }

    #[test]
    fn nobody_sees_themselves_and_what_comes_late_changes_nothing() {
        let (ana, bia) = (attendee("Ana", true), attendee("Bia", false));
        let me = Some(ana.person.id);
        let mut others = Others::default();
        others.hear(told(2, &[ana.clone(), bia.clone()]));
        assert_eq!(others.colleagues(me), [bia]);
        assert!(others.colleagues(None).is_empty());
        others.hear(told(1, from_ref(&ana)));
        assert_eq!(others.colleagues(me).len(), 1);
        others.hear(told(3, from_ref(&ana)));
        assert!(others.colleagues(me).is_empty());
    }

    #[test]
    fn each_is_announced_when_they_come_and_when_they_begin_to_write() {
        let ana = attendee("Ana", false);
        let mut writing = ana.clone();
        writing.writing = true;
        let mut announced = Announced::default();
        let mut news = |people: &[Attendee]| announced.look(people).len();
        assert_eq!(news(from_ref(&ana)), 1);
        assert_eq!(news(from_ref(&ana)), 0);
        assert_eq!(news(from_ref(&writing)), 1);
        assert_eq!(news(from_ref(&ana)), 0, "a pause");
        assert_eq!(news(from_ref(&writing)), 0, "and on");
        assert_eq!(news(&[writing.clone(), attendee("Bia", true)]), 1);
        assert_eq!(news(&[]), 0);
        assert_eq!(news(from_ref(&writing)), 1, "back again");
        assert_eq!(news(from_ref(&ana)), 0);
    }
}
