//! Counting the facts: the same figures as the database's functions and queries give (`enlace_store::insight`).

use enlace_domain::{
    IssueType, OutcomeKind, PersonId, QueueKey,
    view::{Gain, InsightFilter, PersonRef},
};
use enlace_store::{
    insight::{FaultCount, Happened, HourVolume, Repairs, Span, Sum, step_of},
    outcomes::OutcomeTally,
};
use time::{Duration, OffsetDateTime};

use super::{
    super::{figures::quantile, span},
    facts::{Facts, Micros, Narrow, When, micros},
};

const HOUR: Micros = 3_600_000_000;
const DAY: Micros = 24 * HOUR;
/// Queues, and none.
const QUEUES: usize = QueueKey::ALL.len() + 1;
/// Kinds of faults, and none.
const ISSUES: usize = IssueType::ALL.len() + 1;

/// A filter in the facts' own numbers; it is worth nothing where it asks for what no fact has.
struct Wanted {
    queue: Option<QueueKey>,
    region: Option<u32>,
    plan: Option<u32>,
    person: Option<u32>,
}

impl Wanted {
    fn of(facts: &Facts, filter: &InsightFilter) -> Option<Self> {
        let known = |asked: Option<Option<u32>>| match asked {
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
        let whose = if when == When::Closed {
            fact.closed_by
        } else {
            fact.person
        };
        self.queue.is_none_or(|queue| fact.queue == Some(queue))
            && self.region.is_none_or(|region| fact.region == Some(region))
            && self.plan.is_none_or(|plan| fact.plan == Some(plan))
            && self.person.is_none_or(|person| whose == Some(person))
    }
}

/// The place of a queue, none last.
fn queue_place(queue: Option<QueueKey>) -> usize {
    queue.map_or(QUEUES - 1, |queue| queue as usize)
}

/// The place of a kind of fault, none last.
fn issue_place(issue: Option<IssueType>) -> usize {
    issue.map_or(ISSUES - 1, |issue| issue as usize)
}

impl Facts {
    fn asked<'a>(
        &'a self,
        when: When,
        span: Span,
        filter: &InsightFilter,
    ) -> impl Iterator<Item = (Micros, &'a Narrow)> + use<'a> {
        let wanted = Wanted::of(self, filter);
        let within = wanted.is_some().then(|| self.within(when, span));
        within
            .into_iter()
            .flatten()
            .filter(move |(_, fact)| wanted.as_ref().is_some_and(|wanted| wanted.takes(when, fact)))
    }

    /// What was opened and closed, by step, queue and kind of fault; and what each person first answered and closed.
    pub(in super::super) fn sums(&self, asked: Span, filter: &InsightFilter) -> [Vec<Sum>; 2] {
        let [first, last] = span::days(asked);
        let begin = micros(span::begin(first));
        let steps: Vec<_> = std::iter::successors(Some(first), |day| day.next_day())
            .take_while(|day| *day <= last)
            .map(|day| step_of(asked, day))
            .collect();
        let mut sums: Vec<Option<Sum>> = Vec::new();
        let mut people: Vec<Option<Sum>> = Vec::new();
        let persons = self.people.in_order();
        // the days of one step follow one another
        let mut place_of_step = vec![0; steps.len()];
        for at in 1..steps.len() {
            place_of_step[at] = place_of_step[at - 1] + usize::from(steps[at] != steps[at - 1]);
        }
        let places = place_of_step.last().map_or(0, |last| last + 1);
        for when in [When::Opened, When::Closed] {
            let mut groups: Vec<Option<Sum>> = vec![None; places * QUEUES * ISSUES];
            for (at, fact) in self.asked(when, asked, filter) {
                let day = usize::try_from((at - begin).div_euclid(DAY)).unwrap_or_default();
                let day = day.min(steps.len().saturating_sub(1));
                let (Some(step), Some(since)) = (place_of_step.get(day), steps.get(day)) else {
                    continue;
                };
                // of what was closed the kind of the fault is not asked for
                let issue = fact.issue.filter(|_| when == When::Opened);
                let place = (step * QUEUES + queue_place(fact.queue)) * ISSUES + issue_place(issue);
                let happened = if when == When::Opened {
                    Happened::Opened
                } else {
                    Happened::Closed
                };
                let sum = groups[place].get_or_insert_with(|| Sum {
                    since: Some(*since),
                    issue,
                    queue: fact.queue,
                    ..empty(happened)
                });
                add(sum, fact);
            }
            sums.extend(groups);
        }
        for (when, happened) in [(When::Answered, Happened::Answered), (When::Closed, Happened::Closed)] {
            let mut groups: Vec<Option<Sum>> = vec![None; persons.len()];
            for (_, fact) in self.asked(when, asked, filter) {
                let whose = if when == When::Closed {
                    fact.closed_by
                } else {
                    fact.person
                };
                let Some(person) = whose.map(|person| person as usize) else {
                    continue;
                };
                let id: Option<&PersonId> = persons.get(person).copied();
                if let Some(group) = groups.get_mut(person) {
                    let sum = group.get_or_insert_with(|| Sum {
                        person: id.copied(),
                        ..empty(happened)
                    });
                    add(sum, fact);
                }
            }
            people.extend(groups);
        }
        [sums, people].map(|sums| sums.into_iter().flatten().collect())
    }

    /// What happened in each hour.
    pub(in super::super) fn volume(&self, asked: Span, filter: &InsightFilter) -> Vec<HourVolume> {
        let first = micros(asked.from).div_euclid(HOUR);
        let hours = usize::try_from(micros(asked.to).div_euclid(HOUR) - first + 1).unwrap_or_default();
        let mut counts = vec![[0_i64; 3]; hours];
        for when in [When::Opened, When::Answered, When::Closed] {
            for (at, _) in self.asked(when, asked, filter) {
                let hour = usize::try_from(at.div_euclid(HOUR) - first).ok();
                if let Some(count) = hour.and_then(|hour| counts.get_mut(hour)) {
                    count[when as usize] += 1;
                }
            }
        }
        let begin = OffsetDateTime::UNIX_EPOCH + Duration::microseconds(first * HOUR);
        let hours = std::iter::successors(Some(begin), |hour| Some(*hour + Duration::HOUR));
        hours
            .zip(counts)
            .filter(|(_, count)| *count != [0; 3])
            .map(|(hour, [opened, answered, closed])| HourVolume {
                hour,
                opened,
                answered,
                closed,
            })
            .collect()
    }

    /// The faults, by city, hour of the day and kind.
    pub(in super::super) fn faults(&self, asked: Span, filter: &InsightFilter) -> Vec<FaultCount> {
        let regions = self.regions.len();
        let midnight = micros(span::begin(span::day(asked.from)));
        let mut counts = vec![0_i64; (regions + 1) * 24 * ISSUES];
        for (at, fact) in self.asked(When::Opened, asked, filter) {
            if fact.issue.is_some() {
                let region = fact.region.map_or(regions, |region| region as usize);
                let hour = usize::try_from((at - midnight).div_euclid(HOUR).rem_euclid(24)).unwrap_or_default();
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
        for (at, fact) in self.asked(When::Closed, asked, filter) {
            if fact.issue.is_some() {
                took[issue_place(fact.issue)].push(at - fact.opened);
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
        let mut gains: std::collections::HashMap<(OutcomeKind, Option<QueueKey>, Option<u32>), Gain> =
            std::collections::HashMap::new();
        for (_, fact) in self.asked(When::Closed, asked, filter) {
            if let Some(kind) = fact.outcome {
                *gains.entry((kind, fact.queue, fact.closed_by)).or_default() += Gain {
                    n: 1,
                    known: i64::from(fact.cents.is_some()),
                    cents: fact.cents.unwrap_or_default(),
                };
            }
        }
        let named = |number: u32| {
            let id = persons.get(number as usize)?;
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

fn empty(happened: Happened) -> Sum {
    Sum {
        since: None,
        happened,
        queue: None,
        person: None,
        issue: None,
        n: 0,
        in_time: 0,
        escalated: 0,
        reopened: 0,
        settled: 0,
        took: Vec::new(),
    }
}

/// One more.
fn add(sum: &mut Sum, fact: &Narrow) {
    sum.n += 1;
    let until = match sum.happened {
        Happened::Opened => {
            sum.in_time += i64::from(fact.in_time);
            sum.escalated += i64::from(fact.escalated);
            fact.answered
        }
        Happened::Answered => fact.answered,
        Happened::Closed => {
            sum.reopened += i64::from(fact.reopened);
            sum.settled += i64::from(fact.settled);
            fact.closed
        }
    };
    sum.took.extend(until.map(|until| until - fact.opened));
}
