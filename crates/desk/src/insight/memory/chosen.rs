//! The facts that figures are of: those of a span which a filter lets through, picked once for all figures of a look.

use std::sync::{Arc, OnceLock};

use enlace_domain::{
    QueueKey,
    view::{InsightFilter, PersonRef},
};
use enlace_store::insight::Span;
use time::{Date, Duration};

use super::{
    super::span,
    counted::Counted,
    facts::Facts,
    names::Number,
    narrow::{Narrow, When},
    weeks::Week,
};

/// A filter in the facts' own numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    queue: Option<QueueKey>,
    region: Option<Number>,
    plan: Option<Number>,
    person: Option<Number>,
}

impl Wanted {
    /// `None` where it asks for what no fact has.
    pub(super) fn of(facts: &Facts, filter: &InsightFilter) -> Option<Self> {
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
    /// `None` lets nothing through.
    pub(super) wanted: Option<Wanted>,
    /// The Monday of the week that the span is, where that is not told apart by day.
    pub(super) monday: Option<Date>,
    /// What a filter lets through, once somebody has asked for it.
    picked: [OnceLock<Vec<u32>>; When::ALL.len()],
    pub(super) counted: Arc<Counted>,
}

impl Chosen {
    /// Those of a span; where it is told apart at all, by day.
    pub(super) fn new(facts: Arc<Facts>, span: Span, wanted: Option<Wanted>) -> Self {
        Self {
            facts,
            span,
            wanted,
            monday: None,
            picked: Default::default(),
            counted: Arc::default(),
        }
    }

    /// Those of a week, with what has been counted of it already.
    pub(super) fn week(facts: Arc<Facts>, week: Week, wanted: Option<Wanted>) -> Self {
        let monday = week.monday();
        let span = Span {
            from: span::begin(monday),
            to: span::begin(monday + Duration::WEEK),
        };
        let mut chosen = Self {
            monday: Some(monday),
            ..Self::new(facts, span, wanted)
        };
        if let Some(counted) = chosen.facts.counted(week, wanted) {
            chosen.counted = counted;
        } else {
            let facts = chosen.places(When::Opened).len();
            chosen.facts.keep(week, wanted, facts, &chosen.counted);
        }
        chosen
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

    /// Who has a number among the facts' people; 0 is nobody's. `people` are all who ever worked here.
    pub(super) fn name<'a>(&self, people: &'a [PersonRef]) -> impl Fn(usize) -> Option<PersonRef> + use<'a> {
        let persons: Vec<_> = self.facts.people.in_order().into_iter().copied().collect();
        move |number| {
            let id = persons.get(number.checked_sub(1)?)?;
            people.iter().find(|person| person.id == *id).cloned()
        }
    }
}
