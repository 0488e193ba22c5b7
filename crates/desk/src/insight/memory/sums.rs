//! What was opened and closed, and what each person did: the sums that most figures are made of.

use enlace_domain::{QueueKey, view::InsightFilter};
use enlace_store::insight::{Happened, Span, Sum, step_of};
use rayon::prelude::*;

use super::{
    super::span,
    count::{HOUR, ISSUES, issue_place},
    facts::{Facts, Micros, Narrow, When, micros},
    names::place_of,
};

const DAY: Micros = 24 * HOUR;
/// Queues, and none.
const QUEUES: usize = QueueKey::ALL.len() + 1;

/// The place of a queue, none last.
fn queue_place(queue: Option<QueueKey>) -> usize {
    queue.map_or(QUEUES - 1, |queue| queue as usize)
}

impl Facts {
    /// What was opened and closed, by step, queue and kind of fault; and what each person first answered and closed.
    pub(in super::super) fn sums(&self, asked: Span, filter: &InsightFilter) -> [Vec<Sum>; 2] {
        let [first, last] = span::days(asked);
        let begin = micros(span::begin(first));
        let steps: Vec<_> = std::iter::successors(Some(first), |day| day.next_day())
            .take_while(|day| *day <= last)
            .map(|day| step_of(asked, day))
            .collect();
        // the days of one step follow one another
        let mut place_of_step = vec![0; steps.len()];
        for at in 1..steps.len() {
            place_of_step[at] = place_of_step[at - 1] + usize::from(steps[at] != steps[at - 1]);
        }
        let places = place_of_step.last().map_or(0, |last| last + 1);
        let persons = self.people.in_order();
        let count = |(when, happened)| {
            // what was answered is asked for by person alone, what was opened never
            let mut groups: Vec<Option<Sum>> = vec![None; places * QUEUES * ISSUES];
            let mut whose: Vec<Option<Sum>> = vec![None; persons.len()];
            for fact in self.asked(when, asked, filter) {
                if when != When::Opened
                    && let Some(place) = when.whose(fact).map(place_of)
                    && let (Some(group), Some(id)) = (whose.get_mut(place), persons.get(place))
                {
                    let sum = group.get_or_insert_with(|| Sum {
                        person: Some(**id),
                        ..empty(happened)
                    });
                    add(sum, fact);
                }
                let day = when.of(fact).map(|at| (at - begin).div_euclid(DAY));
                let day = day.and_then(|day| usize::try_from(day).ok()).unwrap_or_default();
                let day = day.min(steps.len().saturating_sub(1));
                if when != When::Answered
                    && let (Some(step), Some(since)) = (place_of_step.get(day), steps.get(day))
                {
                    // of what was closed the kind of the fault is not asked for
                    let issue = fact.issue.filter(|_| when == When::Opened);
                    let place = (step * QUEUES + queue_place(fact.queue)) * ISSUES + issue_place(issue);
                    let sum = groups[place].get_or_insert_with(|| Sum {
                        since: Some(*since),
                        issue,
                        queue: fact.queue,
                        ..empty(happened)
                    });
                    add(sum, fact);
                }
            }
            [groups, whose]
        };
        // each by itself, on as many cores as are free
        let counted: Vec<_> = [
            (When::Opened, Happened::Opened),
            (When::Answered, Happened::Answered),
            (When::Closed, Happened::Closed),
        ]
        .into_par_iter()
        .map(count)
        .collect();
        let mut sums = [Vec::new(), Vec::new()];
        for counted in counted {
            for (sums, counted) in sums.iter_mut().zip(counted) {
                sums.extend(counted.into_iter().flatten());
            }
        }
        sums
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
