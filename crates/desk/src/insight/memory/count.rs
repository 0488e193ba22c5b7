//! Counting the facts: the same figures as the database's functions and queries give (`enlace_store::insight`).

use std::collections::HashMap;

use enlace_domain::{
    IssueType, OutcomeKind, QueueKey,
    view::{Gain, InsightFilter, PersonRef},
};
use enlace_store::{
    insight::{AnswerLimits, FaultCount, HourVolume, Repairs, Span, Worked},
    outcomes::OutcomeTally,
};
use time::{Date, Duration, OffsetDateTime};

use super::{
    super::{figures::quantile, span},
    behind::is_overdue,
    facts::{Facts, Micros, Narrow, When, micros},
    names::{Number, place_of},
};

/// A minute.
pub(super) const MINUTE: Micros = 60_000_000;
/// An hour.
pub(super) const HOUR: Micros = 60 * MINUTE;
/// Kinds of faults, and none.
pub(super) const ISSUES: usize = IssueType::ALL.len() + 1;

/// A filter in the facts' own numbers.
#[derive(Clone, Copy, Default)]
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
    pub(super) fn takes(&self, when: When, fact: &Narrow) -> bool {
        self.queue.is_none_or(|queue| fact.queue == Some(queue))
            && self.region.is_none_or(|region| fact.region == Some(region))
            && self.plan.is_none_or(|plan| fact.plan == Some(plan))
            && self.person.is_none_or(|person| when.whose(fact) == Some(person))
    }
}

/// The place of a kind of fault, none last.
pub(super) fn issue_place(issue: Option<IssueType>) -> usize {
    issue.map_or(ISSUES - 1, |issue| issue as usize)
}

impl Facts {
    /// What is asked for, in the order in which it happened.
    pub(super) fn asked(
        &self,
        when: When,
        span: Span,
        filter: &InsightFilter,
    ) -> impl Iterator<Item = &Narrow> + use<'_> {
        let (places, wanted) = match Wanted::of(self, filter) {
            Some(wanted) => (self.within(when, span), wanted),
            None => ([].as_slice(), Wanted::default()),
        };
        let facts = places.iter().map(|place| self.at(*place));
        facts.filter(move |fact| wanted.takes(when, fact))
    }

    /// How many were opened in each hour.
    pub(in super::super) fn volume(&self, asked: Span, filter: &InsightFilter) -> Vec<HourVolume> {
        let first = micros(asked.from).div_euclid(HOUR);
        let hours = usize::try_from(micros(asked.to).div_euclid(HOUR) - first + 1).unwrap_or_default();
        let mut counts = vec![0_i64; hours];
        for fact in self.asked(When::Opened, asked, filter) {
            let hour = usize::try_from(fact.opened.div_euclid(HOUR) - first).ok();
            if let Some(count) = hour.and_then(|hour| counts.get_mut(hour)) {
                *count += 1;
            }
        }
        let begin = OffsetDateTime::UNIX_EPOCH + Duration::microseconds(first * HOUR);
        let hours = std::iter::successors(Some(begin), |hour| Some(*hour + Duration::HOUR));
        hours
            .zip(counts)
            .filter(|(_, opened)| *opened > 0)
            .map(|(hour, opened)| HourVolume { hour, opened })
            .collect()
    }

    /// How many nobody has answered though their queue's limit is past, by queue and the day of their opening.
    pub(in super::super) fn overdue(
        &self,
        asked: Span,
        filter: &InsightFilter,
        limits: &AnswerLimits,
    ) -> Vec<(QueueKey, Date, i64)> {
        let mut counts = HashMap::new();
        for fact in self.asked(When::Opened, asked, filter) {
            if let Some(queue) = fact.queue
                && is_overdue(fact, limits)
            {
                let opened = OffsetDateTime::UNIX_EPOCH + Duration::microseconds(fact.opened);
                *counts.entry((queue, span::day(opened))).or_default() += 1;
            }
        }
        counts.into_iter().map(|((queue, day), n)| (queue, day, n)).collect()
    }

    /// How many were closed, and in how many hours somebody worked.
    pub(in super::super) fn worked(&self, asked: Span) -> Worked {
        let everything = InsightFilter::default();
        let mut hours: Vec<(Number, Micros)> = Vec::new();
        for when in [When::Answered, When::Closed] {
            let done = self.asked(when, asked, &everything);
            hours.extend(done.filter_map(|fact| Some((when.whose(fact)?, when.of(fact)?.div_euclid(HOUR)))));
        }
        hours.sort_unstable();
        hours.dedup();
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Worked {
            closed: count(self.within(When::Closed, asked).len()),
            agent_hours: count(hours.len()),
        }
    }

    /// The faults, by city, hour of the day and kind.
    pub(in super::super) fn faults(&self, asked: Span, filter: &InsightFilter) -> Vec<FaultCount> {
        let regions = self.regions.len();
        let midnight = micros(span::begin(span::day(asked.from)));
        let mut counts = vec![0_i64; (regions + 1) * 24 * ISSUES];
        for fact in self.asked(When::Opened, asked, filter) {
            if fact.issue.is_some() {
                let region = fact.region.map_or(regions, place_of);
                let hour =
                    usize::try_from((fact.opened - midnight).div_euclid(HOUR).rem_euclid(24)).unwrap_or_default();
                counts[(region * 24 + hour) * ISSUES + issue_place(fact.issue)] += 1;
            }
        }
        let names = self.regions.in_order();
        let places = counts.into_iter().enumerate().filter(|(_, n)| *n > 0);
        places
            .filter_map(|(place, n)| {
                let (rest, issue) = (place / ISSUES, place % ISSUES);
                Some(FaultCount {
                    region: names.get(rest / 24).map(|name| (*name).clone()),
                    hour: i32::try_from(rest % 24).ok()?,
                    issue: *IssueType::ALL.get(issue)?,
                    n,
                })
            })
            .collect()
    }

    /// How long it took until faults were closed, by kind.
    pub(in super::super) fn repairs(&self, asked: Span, filter: &InsightFilter) -> Vec<Repairs> {
        let mut took: [Vec<i64>; ISSUES] = std::array::from_fn(|_| Vec::new());
        for fact in self.asked(When::Closed, asked, filter) {
            if fact.issue.is_some() {
                took[issue_place(fact.issue)].extend(fact.closed().map(|closed| closed - fact.opened));
            }
        }
        let kinds = IssueType::ALL.iter().zip(took);
        kinds
            .filter_map(|(issue, mut took)| {
                Some(Repairs {
                    issue: *issue,
                    n: i64::try_from(took.len()).ok()?,
                    median: quantile(&mut took, 0.5)?,
                    p90: quantile(&mut took, 0.9)?,
                })
            })
            .collect()
    }

    /// What came of what was closed, by whom; `people` are all who ever worked here.
    pub(in super::super) fn outcomes(
        &self,
        asked: Span,
        filter: &InsightFilter,
        people: &[PersonRef],
    ) -> Vec<OutcomeTally> {
        let persons = self.people.in_order();
        let mut gains: HashMap<(OutcomeKind, Option<QueueKey>, Option<Number>), Gain> = HashMap::new();
        for fact in self.asked(When::Closed, asked, filter) {
            if let Some(kind) = fact.outcome {
                *gains.entry((kind, fact.queue, fact.closed_by)).or_default() += Gain {
                    n: 1,
                    known: i64::from(fact.cents().is_some()),
                    cents: fact.cents().unwrap_or_default(),
                };
            }
        }
        let named = |number: Number| {
            let id = persons.get(place_of(number))?;
            people.iter().find(|person| person.id == **id).cloned()
        };
        let tallies = gains.into_iter();
        tallies
            .map(|((kind, queue, person), gain)| OutcomeTally {
                kind,
                queue,
                person: person.and_then(named),
                gain,
            })
            .collect()
    }
}
