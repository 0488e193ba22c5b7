//! The facts, in order.

use std::{collections::HashMap, num::NonZero, sync::Arc};

use enlace_domain::{ConversationId, PersonId};
use enlace_store::insight::{Edition, Fact, Span};
use time::OffsetDateTime;

use super::{
    names::Names,
    narrow::{FirstAnswer, Micros, Narrow, When, micros},
    rating::Rating,
    weeks::{Changes, Weeks},
};

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
    orders: [Vec<u32>; When::ALL.len()],
    /// Places that belong elsewhere in each order since it was put in order.
    moved: [Vec<u32>; When::ALL.len()],
    pub(super) changes: Changes,
    /// Shared by all copies: each knows what has changed since.
    pub(super) weeks: Arc<Weeks>,
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
            first: fact.answered_at.or(fact.due_at).map(micros).and_then(NonZero::new),
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
            answer: match (fact.answered_at, fact.in_time) {
                (None, _) => FirstAnswer::Waiting,
                (Some(_), true) => FirstAnswer::InTime,
                (Some(_), false) => FirstAnswer::Late,
            },
            escalated: fact.escalated,
            reopened: fact.reopened,
            settled: fact.settled,
            rating: fact.survey.map(|survey| Rating::new(survey.kind, survey.score)),
        };
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(fact.conversation).or_insert(next);
        self.changes.note(&narrow);
        let before = match self.rows.get_mut(place as usize) {
            Some(row) => Some(std::mem::replace(row, narrow)),
            None => {
                self.rows.push(narrow);
                self.ids.push(fact.conversation);
                None
            }
        };
        if let Some(before) = &before {
            self.changes.note(before);
        }
        for when in When::ALL {
            if before.as_ref().and_then(|before| when.of(before)) != when.of(&narrow) {
                self.moved[when as usize].push(place);
            }
        }
    }

    /// Puts what was taken in into its order.
    pub(super) fn put_in_order(&mut self, edition: Edition) {
        self.edition = edition;
        if self.moved[When::Opened as usize].len() > self.rows.len() / 2 {
            self.move_into_order();
        }
        let rows = &self.rows;
        for (when, moved) in When::ALL.into_iter().zip(&mut self.moved) {
            if moved.is_empty() {
                continue;
            }
            let at = |place: u32| when.of(&rows[place as usize]);
            let mut is_moved = vec![false; rows.len()];
            for place in &*moved {
                is_moved[*place as usize] = true;
            }
            moved.sort_unstable();
            moved.dedup();
            moved.retain(|place| at(*place).is_some());
            moved.sort_by_key(|place| at(*place));
            let order = &mut self.orders[when as usize];
            order.retain(|place| !is_moved[*place as usize]);
            *order = merged(order, moved, at);
            *moved = Vec::new();
        }
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
        self.moved = std::array::from_fn(|_| order.clone());
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

/// Two orders as one; of the second there are few, so that what stands between them is not looked at.
fn merged(order: &[u32], moved: &[u32], at: impl Fn(u32) -> Option<Micros>) -> Vec<u32> {
    let mut merged = Vec::with_capacity(order.len() + moved.len());
    let mut rest = order;
    for place in moved {
        let before = rest.partition_point(|other| at(*other) <= at(*place));
        merged.extend_from_slice(&rest[..before]);
        merged.push(*place);
        rest = &rest[before..];
    }
    merged.extend_from_slice(rest);
    merged
}

#[cfg(test)]
mod tests {
    use enlace_domain::QueueKey;
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
            due_at: None,
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
