//! The facts that figures are of: those of a span which a filter lets through, picked once for all figures of a look.

use std::sync::{Arc, OnceLock};

use enlace_domain::{
    QueueKey,
    view::{InsightFilter, PersonRef},
};
use enlace_store::insight::Span;

use super::{
    counted::Counted,
    facts::Facts,
    names::Number,
    narrow::{Narrow, When},
};

/// A filter in the facts' own numbers.
#[derive(Clone, Copy, Default, PartialEq)]
struct Wanted {
    queue: Option<QueueKey>,
    region: Option<Number>,
    plan: Option<Number>,
    person: Option<Number>,
}

impl Wanted {
    /// `None` where it asks for what no fact has.
    fn of(facts: &Facts, filter: &InsightFilter) -> Option<Self> {
        let known = |asked: Option<Option<Number>>| match asked {
            None => Some(None),
            Some(number) => number.map(Some),
        };
        Some(Self {
            queue: filter.queue,
            region: known(filter.region.as_deref().map(|name| facts.regions.known(name)))?,
            plan: known(filter.plan.as_deref().map(|name| facts.plans.known(name)))?,
            person: known(filter.person.map(|id| facts.people.known(&id)))?,
        })
    }

    /// Whether a fact is asked for; what was closed is whose who closed it.
    fn takes(&self, when: When, fact: &Narrow) -> bool {
        self.queue.is_none_or(|queue| fact.queue == Some(queue))
            && self.region.is_none_or(|region| fact.region == Some(region))
            && self.plan.is_none_or(|plan| fact.plan == Some(plan))
            && self.person.is_none_or(|person| when.whose(fact) == Some(person))
    }
}

/// The facts of a span and a filter.
pub(in super::super) struct Chosen {
    pub(super) facts: Arc<Facts>,
    pub(super) span: Span,
    filter: InsightFilter,
    /// `None` lets nothing through.
    wanted: Option<Wanted>,
    /// What a filter lets through, once somebody has asked for it.
    picked: [OnceLock<Vec<u32>>; When::ALL.len()],
    pub(super) counted: Counted,
}

impl Chosen {
    /// Those of these facts that happened in a span and that a filter lets through.
    pub(in super::super) fn new(facts: Arc<Facts>, span: Span, filter: &InsightFilter) -> Self {
        Self {
            wanted: Wanted::of(&facts, filter),
            facts,
            span,
            filter: filter.clone(),
            picked: Default::default(),
            counted: Counted::default(),
        }
    }

    /// Whether they are of this span and this filter.
    pub(in super::super) fn is_of(&self, span: Span, filter: &InsightFilter) -> bool {
        self.span == span && self.filter == *filter
    }

    /// Their places, in the order in which it happened.
    pub(super) fn places(&self, when: When) -> &[u32] {
        let Some(wanted) = self.wanted else {
            return &[];
        };
        let within = self.facts.within(when, self.span);
        if wanted == Wanted::default() {
            return within;
        }
        let is_wanted = |place: &&u32| wanted.takes(when, self.facts.at(**place));
        self.picked[when as usize].get_or_init(|| within.iter().filter(is_wanted).copied().collect())
    }

    /// Themselves, in the order in which it happened.
    pub(super) fn of(&self, when: When) -> impl Iterator<Item = &Narrow> {
        self.places(when).iter().map(|place| self.facts.at(*place))
    }

    /// Who has a place among the facts' people; `people` are all who ever worked here.
    pub(super) fn name<'a>(&self, people: &'a [PersonRef]) -> impl Fn(usize) -> Option<PersonRef> + use<'a> {
        let persons: Vec<_> = self.facts.people.in_order().into_iter().copied().collect();
        move |place| {
            let id = persons.get(place)?;
            people.iter().find(|person| person.id == *id).cloned()
        }
    }
}
