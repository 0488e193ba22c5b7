//! Counting the facts: the same figures as the database's functions and queries give (`enlace_store::insight`).

use std::collections::HashMap;

use enlace_domain::{
    IssueType, OutcomeKind, QueueKey,
    view::{Gain, PersonRef},
};
use enlace_store::{
    insight::{FaultCount, HourVolume, Repairs, Worked},
    outcomes::OutcomeTally,
};
use time::{Date, Duration, OffsetDateTime};

use super::{
    super::{quantile::quantiles, span},
    behind::is_overdue,
    chosen::Chosen,
    names::{Number, place_of},
    narrow::{Micros, When, micros, moment},
    sums::{QUEUES, queue_place},
};

/// A minute.
const MINUTE: Micros = 60_000_000;
/// An hour.
pub(super) const HOUR: Micros = 60 * MINUTE;
/// Kinds of faults, and none.
pub(super) const ISSUES: usize = IssueType::ALL.len() + 1;

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

    /// The faults, by city, hour of the day and kind.
    pub(super) fn count_faults(&self) -> Vec<FaultCount> {
        let regions = self.facts.regions.len();
        let midnight = micros(span::begin(span::day(self.span.from)));
        let mut counts = vec![0_i64; (regions + 1) * 24 * ISSUES];
        for fact in self.of(When::Opened) {
            if fact.issue.is_some() {
                let region = fact.region.map_or(regions, place_of);
                let hour =
                    usize::try_from((fact.opened - midnight).div_euclid(HOUR).rem_euclid(24)).unwrap_or_default();
                counts[(region * 24 + hour) * ISSUES + issue_place(fact.issue)] += 1;
            }
        }
        let names = self.facts.regions.in_order();
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
    pub(super) fn count_repairs(&self) -> Vec<Repairs> {
        let mut took: [Vec<i64>; ISSUES] = std::array::from_fn(|_| Vec::new());
        for fact in self.of(When::Closed) {
            if fact.issue.is_some() {
                took[issue_place(fact.issue)].extend(fact.closed().map(|closed| closed - fact.opened));
            }
        }
        let kinds = IssueType::ALL.iter().zip(took);
        kinds
            .filter_map(|(issue, took)| {
                let [median, p90] = quantiles(&[&took], [0.5, 0.9]);
                Some(Repairs {
                    issue: *issue,
                    n: i64::try_from(took.len()).ok()?,
                    median: median?,
                    p90: p90?,
                })
            })
            .collect()
    }

    /// What came of what was closed, by whom; `people` are all who ever worked here.
    pub(super) fn count_outcomes(&self, people: &[PersonRef]) -> Vec<OutcomeTally> {
        let people_known = self.facts.people.len();
        // by kind, queue and person; the last of queues and people is none
        let mut gains = vec![Gain::default(); OutcomeKind::ALL.len() * QUEUES * (people_known + 1)];
        for fact in self.of(When::Closed) {
            if let Some(kind) = fact.outcome {
                let person = fact.closed_by.map_or(people_known, place_of);
                let place = (kind as usize * QUEUES + queue_place(fact.queue)) * (people_known + 1) + person;
                gains[place] += Gain {
                    n: 1,
                    known: i64::from(fact.cents().is_some()),
                    cents: fact.cents().unwrap_or_default(),
                };
            }
        }
        let name = self.name(people);
        let gains = gains.into_iter().enumerate().filter(|(_, gain)| gain.n > 0);
        gains
            .filter_map(|(place, gain)| {
                let (rest, person) = (place / (people_known + 1), place % (people_known + 1));
                Some(OutcomeTally {
                    kind: *OutcomeKind::ALL.get(rest / QUEUES)?,
                    queue: QueueKey::ALL.get(rest % QUEUES).copied(),
                    person: name(person),
                    gain,
                })
            })
            .collect()
    }
}
