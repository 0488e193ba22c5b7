//! From sums to figures: medians and percentiles are of every single duration, so they are exact.

use std::{collections::HashMap, sync::Arc};

use enlace_domain::{
    PersonId, QueueKey,
    view::{Figures, InsightFilter, Reason},
};
use enlace_store::insight::{self, Happened, Span, Sum};
use sqlx::PgConnection;
use time::Date;

use super::{Reading, quantile::quantiles, reading::kept_sums};
use crate::DeskError;

/// Sums of the parts of a span, which are shared with other looks; the durations of each are in order.
pub(super) type Parts = Vec<Arc<[Sum]>>;

/// What happened in a span.
pub(crate) struct Tally {
    span: Span,
    sums: Parts,
    /// What each person first answered and closed in each queue, where the sums do not know whose they are.
    people: Parts,
    overdue: Vec<(QueueKey, Date, i64)>,
}

/// What a person did in a span.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deeds {
    pub(super) answered: i64,
    pub(super) first_answer: Option<f64>,
    pub(super) closed: i64,
    pub(super) handling: Option<f64>,
    pub(super) reopened: i64,
}

/// Those of a person's answers and closings, in parts.
pub(super) type Durations<'a> = [Vec<&'a [i64]>; 2];

impl Tally {
    /// Reads it.
    pub(crate) async fn read(reading: &mut Reading, span: Span, filter: &InsightFilter) -> Result<Self, DeskError> {
        let [sums, people] = reading.sums(span, filter).await?;
        Ok(Self {
            span,
            sums,
            people,
            overdue: reading.overdue(span, filter).await?,
        })
    }

    /// The same from the database alone: for little, often.
    pub(crate) async fn kept(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Self, DeskError> {
        Ok(Self {
            span,
            sums: kept_sums(&mut *conn, span, filter).await?,
            people: Vec::new(),
            overdue: insight::overdue(conn, span, filter).await?,
        })
    }

    /// How many were closed in a queue, or in all.
    pub(super) fn closed(&self, queue: Option<QueueKey>) -> i64 {
        let closed = self.of(Happened::Closed);
        closed.filter(|sum| is_of(queue, sum.queue)).map(|sum| sum.n).sum()
    }

    fn of(&self, happened: Happened) -> impl Iterator<Item = &Sum> {
        all(&self.sums).filter(move |sum| sum.happened == happened)
    }

    /// The figures of a queue, or of all together.
    pub(crate) fn figures(&self, queue: Option<QueueKey>) -> Figures {
        let overdue = self.overdue.iter().filter(|(key, ..)| is_of(queue, Some(*key)));
        let overdue = overdue.map(|(.., n)| n).sum();
        sum_up(all(&self.sums).filter(|sum| is_of(queue, sum.queue)), overdue)
    }

    /// The figures of each of these steps ([`insight::steps`]) by itself, of a queue or of all together.
    pub(super) fn by_step(&self, steps: &[Date], queue: Option<QueueKey>) -> Vec<Figures> {
        let mut sums: HashMap<Date, Vec<&Sum>> = HashMap::new();
        for sum in all(&self.sums).filter(|sum| is_of(queue, sum.queue)) {
            if let Some(since) = sum.since {
                sums.entry(since).or_default().push(sum);
            }
        }
        // a day of no step, as of the week that has not ended, is in none of them
        let mut overdue: HashMap<Date, i64> = HashMap::new();
        for (_, day, n) in self.overdue.iter().filter(|(key, ..)| is_of(queue, Some(*key))) {
            *overdue.entry(insight::step_of(self.span, *day)).or_default() += n;
        }
        let step = |since: &Date| {
            let sums = sums.remove(since).unwrap_or_default();
            sum_up(sums.into_iter(), overdue.remove(since).unwrap_or_default())
        };
        steps.iter().map(step).collect()
    }

    /// What the conversations opened were about.
    pub(super) fn reasons(&self) -> HashMap<Reason, i64> {
        let mut reasons = HashMap::new();
        for sum in self.of(Happened::Opened) {
            let reason = match (sum.issue, sum.queue) {
                (Some(issue), _) => Reason::Issue(issue),
                (None, Some(queue)) => Reason::Queue(queue),
                (None, None) => Reason::Unsorted,
            };
            *reasons.entry(reason).or_default() += sum.n;
        }
        reasons
    }

    /// The sums that tell what each person did in each queue, among others.
    pub(super) fn deeds(&self) -> &Parts {
        if self.people.is_empty() {
            &self.sums
        } else {
            &self.people
        }
    }

    /// How many each person first answered and closed.
    pub(super) fn counts(&self) -> HashMap<PersonId, [i64; 2]> {
        let mut people: HashMap<PersonId, [i64; 2]> = HashMap::new();
        for sum in all(self.deeds()).filter(|sum| sum.happened != Happened::Opened) {
            if let Some(person) = sum.person {
                people.entry(person).or_default()[usize::from(sum.happened == Happened::Closed)] += sum.n;
            }
        }
        people
    }

    /// What each person did.
    pub(super) fn people(&self) -> HashMap<PersonId, Deeds> {
        let mut people: HashMap<PersonId, (Deeds, Durations<'_>)> = HashMap::new();
        for sum in all(self.deeds()) {
            let Some(person) = sum.person.filter(|_| sum.happened != Happened::Opened) else {
                continue;
            };
            let (deeds, [answers, closings]) = people.entry(person).or_default();
            if sum.happened == Happened::Answered {
                deeds.answered += sum.n;
                answers.push(&sum.took);
            } else {
                deeds.closed += sum.n;
                deeds.reopened += sum.reopened;
                closings.push(&sum.took);
            }
        }
        people
            .into_iter()
            .map(|(person, (mut deeds, [answers, closings]))| {
                [deeds.first_answer] = quantiles(&answers, [0.5]);
                [deeds.handling] = quantiles(&closings, [0.5]);
                (person, deeds)
            })
            .collect()
    }
}

/// The sums of all parts.
pub(super) fn all(parts: &Parts) -> impl Iterator<Item = &Sum> {
    parts.iter().flat_map(|part| part.iter())
}

fn is_of(wanted: Option<QueueKey>, queue: Option<QueueKey>) -> bool {
    wanted.is_none() || queue == wanted
}

/// The figures of some sums.
fn sum_up<'a>(sums: impl Iterator<Item = &'a Sum>, overdue: i64) -> Figures {
    let mut figures = Figures {
        overdue,
        ..Figures::default()
    };
    let (mut answers, mut closings): (Vec<&[i64]>, Vec<&[i64]>) = (Vec::new(), Vec::new());
    for sum in sums {
        match sum.happened {
            Happened::Opened => {
                figures.opened += sum.n;
                figures.in_time += sum.in_time;
                figures.escalated += sum.escalated;
                answers.push(&sum.took);
            }
            Happened::Closed => {
                figures.closed += sum.n;
                figures.resolved_first += sum.settled;
                closings.push(&sum.took);
            }
            Happened::Answered => {}
        }
    }
    let answered = answers.iter().map(|took| took.len()).sum::<usize>();
    figures.answered = i64::try_from(answered).unwrap_or(i64::MAX);
    [figures.first_answer, figures.first_answer_p90] = quantiles(&answers, [0.5, 0.9]);
    [figures.handling] = quantiles(&closings, [0.5]);
    figures
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn what_is_overdue_counts_in_the_week_of_its_opening() {
        // from a Saturday to a Wednesday: five whole weeks, two days before them, three behind
        let span = Span {
            from: datetime!(2026-10-17 03:00 UTC),
            to: datetime!(2026-11-25 15:30 UTC),
        };
        let mut overdue = vec![
            (QueueKey::Financial, date!(2026 - 10 - 18), 7),
            (QueueKey::Financial, date!(2026 - 10 - 21), 2),
            (QueueKey::Financial, date!(2026 - 11 - 22), 1),
            (QueueKey::Commercial, date!(2026 - 11 - 16), 4),
            (QueueKey::Financial, date!(2026 - 11 - 23), 5),
            (QueueKey::Financial, date!(2026 - 11 - 25), 6),
        ];
        let by_step = |span: Span, overdue: &[(QueueKey, Date, i64)], queue| {
            let tally = Tally {
                span,
                sums: Vec::new(),
                people: Vec::new(),
                overdue: overdue.to_vec(),
            };
            let steps = tally.by_step(&insight::steps(span), queue);
            steps.iter().map(|figures| figures.overdue).collect::<Vec<_>>()
        };
        assert_eq!(by_step(span, &overdue, Some(QueueKey::Financial)), [2, 0, 0, 0, 1]);
        assert_eq!(by_step(span, &overdue, None), [2, 0, 0, 0, 5]);
        // of less than a month, today is a step of its own
        overdue.retain(|(_, day, _)| *day >= date!(2026 - 11 - 22));
        let days = Span {
            from: datetime!(2026-11-22 03:00 UTC),
            ..span
        };
        assert_eq!(by_step(days, &overdue, None), [1, 5, 0, 6]);
    }
}
