//! The facts, narrow and in order.

use std::collections::HashMap;

use enlace_domain::{ConversationId, IssueType, OutcomeKind, PersonId, QueueKey};
use enlace_store::insight::{Edition, Fact, Span};
use time::OffsetDateTime;

/// A moment, or a while, in microseconds: as exact as the database's.
pub(super) type Micros = i64;

/// Names and ids as small numbers.
#[derive(Clone, Debug)]
pub(super) struct Names<T>(HashMap<T, u32>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + std::hash::Hash> Names<T> {
    fn number(&mut self, name: T) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(name).or_insert(next)
    }

    /// The number of a name that some fact has.
    pub(super) fn known<Q>(&self, name: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + std::hash::Hash + ?Sized,
    {
        self.0.get(name).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// All, by their number.
    pub(super) fn in_order(&self) -> Vec<&T> {
        let mut all: Vec<(&T, u32)> = self.0.iter().map(|(name, number)| (name, *number)).collect();
        all.sort_unstable_by_key(|(_, number)| *number);
        all.into_iter().map(|(name, _)| name).collect()
    }
}

/// A conversation in as few bytes as may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow {
    pub(super) opened: Micros,
    pub(super) answered: Option<Micros>,
    pub(super) closed: Option<Micros>,
    pub(super) cents: Option<i64>,
    pub(super) person: Option<u32>,
    pub(super) closed_by: Option<u32>,
    pub(super) region: Option<u32>,
    pub(super) plan: Option<u32>,
    pub(super) queue: Option<QueueKey>,
    pub(super) issue: Option<IssueType>,
    pub(super) outcome: Option<OutcomeKind>,
    pub(super) in_time: bool,
    pub(super) escalated: bool,
    pub(super) reopened: bool,
    pub(super) settled: bool,
}

/// All facts, and their orders in time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// How far they have come.
    pub(super) edition: Edition,
    rows: Vec<Narrow>,
    places: HashMap<ConversationId, u32>,
    pub(super) people: Names<PersonId>,
    pub(super) regions: Names<String>,
    pub(super) plans: Names<String>,
    /// Places of rows, by when they were opened, first answered, closed.
    orders: [Vec<u32>; 3],
    /// Places that changed since they were put in order.
    changed: Vec<u32>,
}

/// What a conversation is put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Opened,
    Answered,
    Closed,
}

impl When {
    const ALL: [Self; 3] = [Self::Opened, Self::Answered, Self::Closed];

    /// The moment, where it has come.
    pub(super) fn of(self, fact: &Narrow) -> Option<Micros> {
        match self {
            Self::Opened => Some(fact.opened),
            Self::Answered => fact.answered,
            Self::Closed => fact.closed,
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
            answered: fact.answered_at.map(micros),
            closed: fact.closed_at.map(micros),
            cents: fact.cents,
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
        };
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(fact.conversation).or_insert(next);
        match self.rows.get_mut(place as usize) {
            Some(row) => *row = narrow,
            None => self.rows.push(narrow),
        }
        self.changed.push(place);
    }

    /// Puts what was taken in into its order.
    pub(super) fn put_in_order(&mut self, edition: Edition) {
        self.edition = edition;
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

    /// Those to which this happened in a span, in its order.
    pub(super) fn within(&self, when: When, span: Span) -> impl Iterator<Item = (Micros, &Narrow)> {
        let order = &self.orders[when as usize];
        let place = |at: OffsetDateTime| {
            let at = micros(at);
            order.partition_point(|place| when.of(&self.rows[*place as usize]) < Some(at))
        };
        let (from, to) = (place(span.from), place(span.to));
        order[from..to.max(from)].iter().filter_map(move |place| {
            let fact = &self.rows[*place as usize];
            Some((when.of(fact)?, fact))
        })
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
        let opened = |facts: &Facts| facts.within(When::Opened, day).map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(
            opened(&facts),
            [micros(morning), micros(datetime!(2026-11-28 11:00 UTC))]
        );
        assert_eq!(
            facts.within(When::Closed, day).count(),
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
        assert_eq!(facts.within(When::Closed, day).count(), 1);
        assert_eq!(facts.regions.in_order(), ["Trindade"]);
    }
}
