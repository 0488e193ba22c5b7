//! What was opened and closed, and what each person did: the sums that most figures are made of.

use std::sync::Arc;

use enlace_domain::{IssueType, PersonId, QueueKey};
use enlace_store::insight::{Happened, Span, Sum};
use time::Date;

use super::{
    super::{quantile::in_order, span},
    chosen::Chosen,
    count::{HOUR, ISSUES, issue_place},
    names::{Number, place_of},
    narrow::{FirstAnswer, Micros, Narrow, When, micros},
};

const DAY: Micros = 24 * HOUR;
/// Queues, and none.
pub(super) const QUEUES: usize = QueueKey::ALL.len() + 1;

/// The place of a queue, none last.
pub(super) fn queue_place(queue: Option<QueueKey>) -> usize {
    queue.map_or(QUEUES - 1, |queue| queue as usize)
}

impl Chosen {
    /// What was opened and closed, by day or as one week, queue and kind of fault.
    pub(super) fn count_sums(&self) -> Arc<[Sum]> {
        let steps = Steps::of(self.span, self.monday);
        let groups = steps.since.len() * QUEUES * ISSUES;
        // what was answered is asked for by person alone, what was opened never
        let mut opened = Sums::new(groups, self.places(When::Opened).len());
        for fact in self.of(When::Opened) {
            opened.count_in_step(&steps, fact.opened, fact.issue, fact, Happened::Opened);
        }
        let mut closed = Sums::new(groups, self.places(When::Closed).len());
        for fact in self.of(When::Closed) {
            if let Some(at) = fact.closed() {
                // of what was closed the kind of the fault is not asked for
                closed.count_in_step(&steps, at, None, fact, Happened::Closed);
            }
        }
        opened.done().chain(closed.done()).collect()
    }

    /// What each person first answered and closed in each queue, and what nobody did.
    pub(super) fn count_deeds(&self) -> Arc<[Sum]> {
        let people: Vec<PersonId> = self.facts.people.in_order().into_iter().copied().collect();
        let of = |when: When, happened| {
            let mut sums = Sums::new((people.len() + 1) * QUEUES, self.places(when).len());
            for fact in self.of(when) {
                sums.count_of_person(&people, when.whose(fact), fact, happened);
            }
            sums.done()
        };
        let answered = of(When::Answered, Happened::Answered);
        answered.chain(of(When::Closed, Happened::Closed)).collect()
    }
}

/// Sums on the way. Durations are told off to them at the end, when it is known how many each has, so that none has to
/// grow.
struct Sums {
    sums: Vec<Option<Sum>>,
    /// Whose each duration is.
    places: Vec<u32>,
    took: Vec<Micros>,
}

impl Sums {
    /// For so many sums of so many facts.
    fn new(sums: usize, facts: usize) -> Self {
        Self {
            sums: vec![None; sums],
            places: Vec::with_capacity(facts),
            took: Vec::with_capacity(facts),
        }
    }

    fn count_in_step(
        &mut self,
        steps: &Steps,
        at: Micros,
        issue: Option<IssueType>,
        fact: &Narrow,
        happened: Happened,
    ) {
        let Some(step) = steps.place(at) else { return };
        let place = (step * QUEUES + queue_place(fact.queue)) * ISSUES + issue_place(issue);
        self.count(place, fact, || Sum {
            since: Some(steps.since[step]),
            issue,
            queue: fact.queue,
            ..empty(happened)
        });
    }

    fn count_of_person(&mut self, people: &[PersonId], whose: Option<Number>, fact: &Narrow, happened: Happened) {
        // nobody comes last
        let person = whose.map_or(people.len(), place_of);
        self.count(person * QUEUES + queue_place(fact.queue), fact, || Sum {
            person: people.get(person).copied(),
            queue: fact.queue,
            ..empty(happened)
        });
    }

    /// One more.
    fn count(&mut self, place: usize, fact: &Narrow, first: impl FnOnce() -> Sum) {
        let sum = self.sums[place].get_or_insert_with(first);
        sum.n += 1;
        let until = match sum.happened {
            Happened::Opened => {
                sum.in_time += i64::from(fact.answer == FirstAnswer::InTime);
                sum.escalated += i64::from(fact.escalated);
                fact.answered()
            }
            Happened::Answered => fact.answered(),
            Happened::Closed => {
                sum.reopened += i64::from(fact.reopened);
                sum.settled += i64::from(fact.settled);
                fact.closed()
            }
        };
        if let Some(until) = until {
            self.places.push(u32::try_from(place).unwrap_or(u32::MAX));
            self.took.push(until - fact.opened);
        }
    }

    fn done(mut self) -> impl Iterator<Item = Sum> {
        for sum in self.sums.iter_mut().flatten() {
            sum.took.reserve_exact(usize::try_from(sum.n).unwrap_or_default());
        }
        for (place, took) in self.places.into_iter().zip(self.took) {
            if let Some(sum) = &mut self.sums[place as usize] {
                sum.took.push(took);
            }
        }
        self.sums.into_iter().flatten().map(in_order)
    }
}

/// What a span is told apart by: its days, or all of a week at once.
struct Steps {
    begin: Micros,
    /// Whether each day is a step by itself.
    daily: bool,
    since: Vec<Date>,
}

impl Steps {
    fn of(asked: Span, monday: Option<Date>) -> Self {
        let [first, last] = span::days(asked);
        let days = std::iter::successors(Some(first), |day| day.next_day()).take_while(|day| *day <= last);
        Self {
            begin: micros(span::begin(first)),
            daily: monday.is_none(),
            since: monday.map_or_else(|| days.collect(), |monday| vec![monday]),
        }
    }

    /// The step of a moment of the span.
    fn place(&self, at: Micros) -> Option<usize> {
        let day = usize::try_from((at - self.begin).div_euclid(DAY)).ok()?;
        let place = if self.daily { day } else { 0 };
        (place < self.since.len()).then_some(place)
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
