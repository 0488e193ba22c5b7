//! The facts, narrow and in order.

use std::{collections::HashMap, num::NonZero};

use enlace_domain::{ConversationId, IssueType, OutcomeKind, PersonId, QueueKey};
use enlace_store::insight::{Edition, Fact, Span};
use time::OffsetDateTime;

use super::{
    names::{Names, Number},
    rating::Rating,
};

/// A moment, or a while, in microseconds: as exact as the database's.
pub(super) type Micros = i64;

/// A conversation in as few bytes as may be: one line of a processor's cache. No conversation is of the first microsecond
/// of 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow {
    pub(super) opened: Micros,
    answered: Option<NonZero<Micros>>,
    closed: Option<NonZero<Micros>>,
    asked: Option<NonZero<Micros>>,
    cents: Option<NonZero<i64>>,
    pub(super) person: Option<Number>,
    pub(super) closed_by: Option<Number>,
    pub(super) region: Option<Number>,
    pub(super) plan: Option<Number>,
    pub(super) queue: Option<QueueKey>,
    pub(super) issue: Option<IssueType>,
    pub(super) outcome: Option<OutcomeKind>,
    pub(super) in_time: bool,
    pub(super) escalated: bool,
    pub(super) reopened: bool,
    pub(super) settled: bool,
    /// What the subscriber was asked when the conversation was over, and the score.
    pub(super) rating: Option<Rating>,
}

const _: () = assert!(size_of::<Narrow>() == 64, "a fact is one line of the cache");

impl Narrow {
    /// When a person first answered.
    pub(super) fn answered(&self) -> Option<Micros> {
        self.answered.map(NonZero::get)
    }

    /// When it was closed.
    pub(super) fn closed(&self) -> Option<Micros> {
        self.closed.map(NonZero::get)
    }

    /// When the subscriber was asked how it was.
    fn asked(&self) -> Option<Micros> {
        self.asked.map(NonZero::get)
    }

    /// The outcome's amount: never nothing.
    pub(super) fn cents(&self) -> Option<i64> {
        self.cents.map(NonZero::get)
    }
}

/// All facts, and their orders in time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// How far they have come.
    pub(super) edition: Edition,
    /// Most of them by when they were opened, so that counting reads them one after the other.
    rows: Vec<Narrow>,
    /// Whose the rows are.
    ids: Vec<ConversationId>,
    places: HashMap<ConversationId, u32>,
    pub(super) people: Names<PersonId>,
    pub(super) regions: Names<String>,
    pub(super) plans: Names<String>,
    /// Places of rows, by when they were opened, first answered, closed, and the subscriber asked how it was.
    orders: [Vec<u32>; 4],
    /// Places that changed since they were put in order.
    changed: Vec<u32>,
}

/// What a conversation is put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum When {
    Opened,
    Answered,
    Closed,
    Asked,
}

impl When {
    const ALL: [Self; 4] = [Self::Opened, Self::Answered, Self::Closed, Self::Asked];

    /// The moment, where it has come.
    pub(super) fn of(self, fact: &Narrow) -> Option<Micros> {
        match self {
            Self::Opened => Some(fact.opened),
            Self::Answered => fact.answered(),
            Self::Closed => fact.closed(),
            Self::Asked => fact.asked(),
        }
    }

    /// Whose it is: what was closed is whose who closed it, and so is the answer how it was; of one that was opened again
    /// whose who holds it.
    pub(super) fn whose(self, fact: &Narrow) -> Option<Number> {
        match self {
            Self::Opened | Self::Answered => fact.person,
            Self::Closed => fact.closed_by,
            Self::Asked => fact.closed_by.or(fact.person),
        }
    }
}

impl Facts {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes one in, new or changed.
    pub(super) fn take(&mut self, fact: Fact) {
        let narrow = Narrow {
            opened: micros(fact.opened_at),
            answered: fact.answered_at.map(micros).and_then(NonZero::new),
            closed: fact.closed_at.map(micros).and_then(NonZero::new),
            asked: fact.survey.map(|survey| micros(survey.asked_at)).and_then(NonZero::new),
            cents: fact.cents.and_then(NonZero::new),
            person: fact.person.map(|id| self.people.number(id)),
            closed_by: fact.closed_by.map(|id| self.people.number(id)),
            region: fact.region.map(|name| self.regions.number(name)),
            plan: fact.plan.map(|name| self.plans.number(name)),
            queue: fact.queue,
            issue: fact.issue,
            outcome: fact.outcome,
            in_time: fact.in_time,
            escalated: fact.escalated,
            reopened: fact.reopened,
            settled: fact.settled,
            rating: fact.survey.map(|survey| Rating::new(survey.kind, survey.score)),
        };
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(fact.conversation).or_insert(next);
        match self.rows.get_mut(place as usize) {
            Some(row) => *row = narrow,
            None => {
                self.rows.push(narrow);
                self.ids.push(fact.conversation);
            }
        }
        self.changed.push(place);
    }

    /// Puts what was taken in into its order.
    pub(super) fn put_in_order(&mut self, edition: Edition) {
        self.edition = edition;
        if self.changed.len() > self.rows.len() / 2 {
            self.move_into_order();
        }
        let mut is_changed = vec![false; self.rows.len()];
        for place in &self.changed {
            is_changed[*place as usize] = true;
        }
        for when in When::ALL {
            let rows = &self.rows;
            let order = &mut self.orders[when as usize];
            order.retain(|place| !is_changed[*place as usize]);
            let places = (0_u32..).zip(&is_changed).filter(|(_, changed)| **changed);
            order.extend(
                places
                    .map(|(place, _)| place)
                    .filter(|place| when.of(&rows[*place as usize]).is_some()),
            );
            // quick where most stands in order already
            order.sort_by_key(|place| when.of(&rows[*place as usize]));
        }
        self.changed = Vec::new();
    }

    /// Moves the rows themselves; the database gave them in no order, and jumping between them is what counting takes.
    fn move_into_order(&mut self) {
        let rows = &self.rows;
        let mut order: Vec<u32> = (0_u32..).zip(rows).map(|(place, _)| place).collect();
        order.sort_by_key(|place| rows[*place as usize].opened);
        let mut place_of = vec![0; rows.len()];
        for (new, old) in (0_u32..).zip(&order) {
            place_of[*old as usize] = new;
        }
        self.rows = order.iter().map(|place| rows[*place as usize]).collect();
        self.ids = order.iter().map(|place| self.ids[*place as usize]).collect();
        for place in self.places.values_mut() {
            *place = place_of[*place as usize];
        }
        self.changed = order;
    }

    /// The places of those to which this happened in a span, in its order.
    pub(super) fn within(&self, when: When, span: Span) -> &[u32] {
        let order = &self.orders[when as usize];
        let place = |at: OffsetDateTime| {
            let at = micros(at);
            order.partition_point(|place| when.of(&self.rows[*place as usize]) < Some(at))
        };
        let (from, to) = (place(span.from), place(span.to));
        &order[from..to.max(from)]
    }

    /// The fact at a place.
    pub(super) fn at(&self, place: u32) -> &Narrow {
        &self.rows[place as usize]
    }

    /// The conversation at a place.
    pub(super) fn id_at(&self, place: u32) -> ConversationId {
        self.ids[place as usize]
    }
}

/// A moment as the database keeps it.
pub(super) fn micros(at: OffsetDateTime) -> Micros {
    Micros::try_from(at.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(Micros::MAX)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn fact(conversation: ConversationId, opened_at: OffsetDateTime, closed_at: Option<OffsetDateTime>) -> Fact {
        Fact {
            conversation,
            opened_at,
            answered_at: None,
            closed_at,
            queue: Some(QueueKey::Financial),
            region: Some("Trindade".to_owned()),
            plan: None,
            person: None,
            closed_by: None,
            issue: None,
            in_time: false,
            escalated: false,
            reopened: false,
            settled: false,
            outcome: None,
            cents: None,
            survey: None,
        }
    }

    #[test]
    fn what_changes_changes_its_place() {
        let [one, two] = [ConversationId::new(), ConversationId::new()];
        let (morning, noon) = (datetime!(2026-11-28 09:00 UTC), datetime!(2026-11-28 12:00 UTC));
        let day = Span {
            from: morning,
            to: noon,
        };
        let mut facts = Facts::default();
        facts.take(fact(one, datetime!(2026-11-28 11:00 UTC), None));
        facts.take(fact(two, morning, Some(noon)));
        facts.put_in_order(Edition::default());
        let opened = |facts: &Facts| {
            let places = facts.within(When::Opened, day).iter();
            places.map(|place| facts.at(*place).opened).collect::<Vec<_>>()
        };
        assert_eq!(
            opened(&facts),
            [micros(morning), micros(datetime!(2026-11-28 11:00 UTC))]
        );
        assert_eq!(
            facts.within(When::Closed, day).len(),
            0,
            "the end of a span is not in it"
        );

        facts.take(fact(one, datetime!(2026-11-28 08:00 UTC), Some(morning)));
        facts.take(fact(
            one,
            datetime!(2026-11-28 08:00 UTC),
            Some(datetime!(2026-11-28 10:00 UTC)),
        ));
        facts.put_in_order(Edition::default());
        assert_eq!((opened(&facts), facts.len()), (vec![micros(morning)], 2));
        assert_eq!(facts.within(When::Closed, day).len(), 1);
        assert_eq!(facts.regions.in_order(), ["Trindade"]);
    }
}
