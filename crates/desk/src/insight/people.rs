//! What people did, in all and queue by queue: who works the queue that takes longest is measured by that queue.

use std::collections::{BTreeMap, HashMap};

use enlace_domain::{
    PersonId, QueueKey,
    view::{InsightFilter, PersonFigures, PersonRef, QueueDeeds},
};
use enlace_store::insight::{Happened, Span, Sum};

use super::{
    Reading, Tally,
    figures::{Durations, all},
    quantile::quantiles,
};
use crate::DeskError;

/// Who did something, by how much they answered; and what all of them together did in each queue, whoever is asked for.
/// `everybody` are all who ever worked here.
pub(super) async fn people(
    reading: &mut Reading,
    span: Span,
    filter: &InsightFilter,
    [now, then]: [&Tally; 2],
    everybody: &[PersonRef],
) -> Result<(Vec<PersonFigures>, Vec<QueueDeeds>), DeskError> {
    let apart = reading.deeds(span, filter).await?;
    let sums = apart.as_ref().unwrap_or_else(|| now.deeds());
    let mut theirs: HashMap<PersonId, Vec<&Sum>> = HashMap::new();
    for sum in all(sums) {
        if let Some(person) = sum.person {
            theirs.entry(person).or_default().push(sum);
        }
    }
    let names: HashMap<_, _> = everybody.iter().map(|person| (person.id, &person.name)).collect();
    let before = then.counts();
    let mut people: Vec<_> = now
        .people()
        .into_iter()
        .filter_map(|(id, deeds)| {
            Some(PersonFigures {
                id,
                name: (*names.get(&id)?).clone(),
                answered: deeds.answered,
                first_answer: deeds.first_answer,
                closed: deeds.closed,
                handling: deeds.handling,
                reopened: deeds.reopened,
                before: before.get(&id).copied().unwrap_or_default(),
                queues: by_queue(theirs.remove(&id).unwrap_or_default()),
            })
        })
        .collect();
    people.sort_unstable_by(|one, other| (other.answered, &one.name).cmp(&(one.answered, &other.name)));
    Ok((people, by_queue(all(sums))))
}

/// What some sums come to in each queue, in the board's order, conversations of no queue last.
fn by_queue<'a>(sums: impl IntoIterator<Item = &'a Sum>) -> Vec<QueueDeeds> {
    let mut queues: BTreeMap<(bool, Option<QueueKey>), (QueueDeeds, Durations<'_>)> = BTreeMap::new();
    for sum in sums {
        if sum.happened == Happened::Opened {
            continue;
        }
        let empty = || {
            let deeds = QueueDeeds {
                queue: sum.queue,
                answered: 0,
                first_answer: None,
                closed: 0,
                handling: None,
                reopened: 0,
            };
            (deeds, [Vec::new(), Vec::new()])
        };
        let place = (sum.queue.is_none(), sum.queue);
        let (deeds, [answers, closings]) = queues.entry(place).or_insert_with(empty);
        if sum.happened == Happened::Answered {
            deeds.answered += sum.n;
            answers.push(&sum.took);
        } else {
            deeds.closed += sum.n;
            deeds.reopened += sum.reopened;
            closings.push(&sum.took);
        }
    }
    queues
        .into_values()
        .map(|(mut deeds, [answers, closings])| {
            [deeds.first_answer] = quantiles(&answers, [0.5]);
            [deeds.handling] = quantiles(&closings, [0.5]);
            deeds
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_queue_has_its_own_medians_and_what_is_in_none_stands_last() {
        let sum = |happened, queue, reopened, took: &[i64]| Sum {
            since: None,
            happened,
            queue,
            person: None,
            issue: None,
            n: i64::try_from(took.len()).unwrap(),
            in_time: 0,
            escalated: 0,
            reopened,
            settled: 0,
            took: took.to_vec(),
        };
        let (urgent, financial) = (Some(QueueKey::TechnicalUrgent), Some(QueueKey::Financial));
        let sums = [
            sum(Happened::Answered, None, 0, &[7_000_000]),
            sum(Happened::Answered, financial, 0, &[60_000_000, 80_000_000]),
            sum(Happened::Answered, financial, 0, &[100_000_000]),
            sum(Happened::Closed, financial, 1, &[5_000_000, 6_000_000]),
            sum(Happened::Opened, financial, 0, &[1]),
            sum(Happened::Closed, urgent, 0, &[9_000_000]),
        ];
        let said: Vec<_> = by_queue(&sums)
            .iter()
            .map(|deeds| {
                let medians = [deeds.first_answer, deeds.handling];
                (deeds.queue, [deeds.answered, deeds.closed, deeds.reopened], medians)
            })
            .collect();
        assert_eq!(
            said,
            [
                (urgent, [0, 1, 0], [None, Some(9.0)]),
                (financial, [3, 2, 1], [Some(80.0), Some(5.5)]),
                (None, [1, 0, 0], [Some(7.0), None]),
            ]
        );
    }
}
