//! What was opened and closed, and what each person did: the sums that most figures are made of.

use enlace_domain::QueueKey;
use enlace_store::insight::{Happened, Span, Sum, step_of};
use time::Date;

use super::{
    super::span,
    chosen::Chosen,
    count::{HOUR, ISSUES, issue_place},
    names::place_of,
    narrow::{Micros, Narrow, When, micros},
};

const DAY: Micros = 24 * HOUR;
/// Queues, and none.
const QUEUES: usize = QueueKey::ALL.len() + 1;

/// The place of a queue, none last.
fn queue_place(queue: Option<QueueKey>) -> usize {
    queue.map_or(QUEUES - 1, |queue| queue as usize)
}

impl Chosen {
    /// What was opened and closed, by step, queue and kind of fault; and what each person first answered and closed.
    pub(in super::super) fn sums(&self) -> [Vec<Sum>; 2] {
        let steps = Steps::of(self.span);
        let mut sums = [Vec::new(), Vec::new()];
        // what was answered is asked for by person alone, what was opened never
        for (when, happened) in [(When::Opened, Happened::Opened), (When::Closed, Happened::Closed)] {
            sums[0].extend(self.by_step(when, happened, &steps));
        }
        for (when, happened) in [(When::Answered, Happened::Answered), (When::Closed, Happened::Closed)] {
            sums[1].extend(self.by_person(when, happened));
        }
        sums
    }

    fn by_step(&self, when: When, happened: Happened, steps: &Steps) -> impl Iterator<Item = Sum> + use<> {
        let mut sums: Vec<Option<Sum>> = vec![None; steps.since.len() * QUEUES * ISSUES];
        for fact in self.of(when) {
            let Some(step) = when.of(fact).and_then(|at| steps.place(at)) else {
                continue;
            };
            // of what was closed the kind of the fault is not asked for
            let issue = fact.issue.filter(|_| when == When::Opened);
            let place = (step * QUEUES + queue_place(fact.queue)) * ISSUES + issue_place(issue);
            let sum = sums[place].get_or_insert_with(|| Sum {
                since: Some(steps.since[step]),
                issue,
                queue: fact.queue,
                ..empty(happened)
            });
            add(sum, fact);
        }
        sums.into_iter().flatten()
    }

    fn by_person(&self, when: When, happened: Happened) -> impl Iterator<Item = Sum> + use<> {
        let persons = self.facts.people.in_order();
        let mut sums: Vec<Option<Sum>> = vec![None; persons.len()];
        for fact in self.of(when) {
            if let Some(place) = when.whose(fact).map(place_of)
                && let (Some(sum), Some(id)) = (sums.get_mut(place), persons.get(place))
            {
                let sum = sum.get_or_insert_with(|| Sum {
                    person: Some(**id),
                    ..empty(happened)
                });
                add(sum, fact);
            }
        }
        sums.into_iter().flatten()
    }
}

/// The steps of a span ([`step_of`]), by day.
struct Steps {
    begin: Micros,
    /// Which of them each day is in.
    places: Vec<usize>,
    since: Vec<Date>,
}

impl Steps {
    fn of(asked: Span) -> Self {
        let [first, last] = span::days(asked);
        let days = std::iter::successors(Some(first), |day| day.next_day()).take_while(|day| *day <= last);
        let mut steps = Self {
            begin: micros(span::begin(first)),
            places: Vec::new(),
            since: Vec::new(),
        };
        for since in days.map(|day| step_of(asked, day)) {
            // the days of one step follow one another
            if steps.since.last() != Some(&since) {
                steps.since.push(since);
            }
            steps.places.push(steps.since.len() - 1);
        }
        steps
    }

    /// The step of a moment of the span.
    fn place(&self, at: Micros) -> Option<usize> {
        let day = usize::try_from((at - self.begin).div_euclid(DAY)).ok()?;
        self.places.get(day).copied()
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
            fact.answered()
        }
        Happened::Answered => fact.answered(),
        Happened::Closed => {
            sum.reopened += i64::from(fact.reopened);
            sum.settled += i64::from(fact.settled);
            fact.closed()
        }
    };
    sum.took.extend(until.map(|until| until - fact.opened));
}
