//! Counting the facts: the same figures as the database's functions and queries give (`enlace_store::insight`).

use std::collections::HashMap;

use enlace_domain::{IssueType, OutcomeKind, QueueKey, view::Gain};
use enlace_store::insight::{HourVolume, Worked};
use time::{Date, Duration, OffsetDateTime};

use super::{
    super::span,
    behind::is_overdue,
    chosen::Chosen,
    names::{Number, place_or_none},
    narrow::{Micros, When, micros, moment},
    sums::{QUEUES, queue_place},
};

/// A minute.
const MINUTE: Micros = 60_000_000;
/// An hour.
pub(super) const HOUR: Micros = 60 * MINUTE;
/// Kinds of faults, and none.
pub(super) const ISSUES: usize = IssueType::ALL.len() + 1;

/// Places that each city's faults take: by hour of the day and kind.
pub(super) const FAULT_PLACES: usize = 24 * ISSUES;
/// Places that each person's outcomes take: by kind and queue.
pub(super) const OUTCOME_PLACES: usize = OutcomeKind::ALL.len() * QUEUES;

/// The place of a kind of fault, none last.
pub(super) fn issue_place(issue: Option<IssueType>) -> usize {
    issue.map_or(ISSUES - 1, |issue| issue as usize)
}

impl Chosen {
    /// How many were opened in each hour.
    pub(super) fn count_volume(&self) -> Vec<HourVolume> {
        let first = micros(self.span.from).div_euclid(HOUR);
        let hours = usize::try_from(micros(self.span.to).div_euclid(HOUR) - first + 1).unwrap_or_default();
        let mut counts = vec![0_i64; hours];
        for fact in self.of(When::Opened) {
            let hour = usize::try_from(fact.opened.div_euclid(HOUR) - first).ok();
            if let Some(count) = hour.and_then(|hour| counts.get_mut(hour)) {
                *count += 1;
            }
        }
        let begin = moment(first * HOUR);
        let hours = std::iter::successors(Some(begin), |hour| Some(*hour + Duration::HOUR));
        hours
            .zip(counts)
            .filter(|(_, opened)| *opened > 0)
            .map(|(hour, opened)| HourVolume { hour, opened })
            .collect()
    }

    /// How many nobody has answered by when it was due, by queue and the day of their opening.
    pub(in super::super) fn overdue(&self, now: OffsetDateTime) -> Vec<(QueueKey, Date, i64)> {
        let mut counts = HashMap::new();
        let now = micros(now);
        for fact in self.of(When::Unanswered) {
            if let Some(queue) = fact.queue
                && is_overdue(fact, now)
            {
                *counts.entry((queue, span::day(moment(fact.opened)))).or_default() += 1;
            }
        }
        counts.into_iter().map(|((queue, day), n)| (queue, day, n)).collect()
    }

    /// How many were closed, and in how many hours somebody worked.
    pub(in super::super) fn worked(&self) -> Worked {
        let mut hours: Vec<(Number, Micros)> = Vec::new();
        for when in [When::Answered, When::Closed] {
            let done = self.of(when);
            hours.extend(done.filter_map(|fact| Some((when.whose(fact)?, when.of(fact)?.div_euclid(HOUR)))));
        }
        hours.sort_unstable();
        hours.dedup();
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Worked {
            closed: count(self.places(When::Closed).len()),
            agent_hours: count(hours.len()),
        }
    }

    /// How many faults were reported: the cities by their numbers, none first, in each [`FAULT_PLACES`].
    pub(super) fn count_faults(&self) -> Vec<(usize, i64)> {
        let midnight = micros(span::begin(span::day(self.span.from)));
        let mut counts = vec![0_i64; (self.facts.regions.len() + 1) * FAULT_PLACES];
        for fact in self.of(When::Opened) {
            if fact.issue.is_some() {
                let hour =
                    usize::try_from((fact.opened - midnight).div_euclid(HOUR).rem_euclid(24)).unwrap_or_default();
                counts[place_or_none(fact.region) * FAULT_PLACES + hour * ISSUES + issue_place(fact.issue)] += 1;
            }
        }
        found(counts)
    }

    /// How long it took until faults were closed, by kind, each in order.
    pub(super) fn count_repairs(&self) -> [Vec<Micros>; ISSUES] {
        let mut took: [Vec<Micros>; ISSUES] = std::array::from_fn(|_| Vec::new());
        for fact in self.of(When::Closed) {
            if fact.issue.is_some() {
                took[issue_place(fact.issue)].extend(fact.closed().map(|closed| closed - fact.opened));
            }
        }
        for took in &mut took {
            took.sort_unstable();
            took.shrink_to_fit();
        }
        took
    }

    /// What came of what was closed: who closed it by their numbers, nobody first, in each [`OUTCOME_PLACES`].
    pub(super) fn count_outcomes(&self) -> Vec<(usize, Gain)> {
        let mut gains = vec![Gain::default(); (self.facts.people.len() + 1) * OUTCOME_PLACES];
        for fact in self.of(When::Closed) {
            if let Some(kind) = fact.outcome {
                let person = place_or_none(fact.closed_by);
                gains[person * OUTCOME_PLACES + kind as usize * QUEUES + queue_place(fact.queue)] += Gain {
                    n: 1,
                    known: i64::from(fact.cents().is_some()),
                    cents: fact.cents().unwrap_or_default(),
                };
            }
        }
        found(gains)
    }
}

/// The places at which anything was counted, and what.
pub(super) fn found<T: Default + PartialEq>(counted: Vec<T>) -> Vec<(usize, T)> {
    let places = counted.into_iter().enumerate();
    places.filter(|(_, value)| *value != T::default()).collect()
}
