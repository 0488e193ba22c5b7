//! What subscribers said, counted among the facts: the same as the database's queries give
//! (`enlace_store::surveys`).

use std::collections::HashMap;

use enlace_domain::{
    QueueKey, SurveyKind,
    view::{PersonRef, Scores},
};
use enlace_store::surveys::Tally;
use time::Date;

use super::{
    super::span,
    chosen::Chosen,
    names::place_of,
    narrow::{When, moment},
    sums::{QUEUES, queue_place},
};

impl Chosen {
    /// What was answered by those who were asked in a span; `people` are all who ever worked here.
    pub(super) fn count_said(&self, people: &[PersonRef]) -> Vec<Tally> {
        let people_known = self.facts.people.len();
        let kinds = [SurveyKind::Satisfaction, SurveyKind::Recommending];
        // by kind, queue and person; the last of queues and people is none
        let mut counted = vec![Scores::default(); kinds.len() * QUEUES * (people_known + 1)];
        for fact in self.of(When::Asked) {
            if let Some(rating) = fact.rating {
                let kind = usize::from(rating.kind() == SurveyKind::Recommending);
                let person = When::Asked.whose(fact).map_or(people_known, place_of);
                let place = (kind * QUEUES + queue_place(fact.queue)) * (people_known + 1) + person;
                counted[place] += rating.scores();
            }
        }
        let name = self.name(people);
        let counted = counted.into_iter().enumerate().filter(|(_, scores)| scores.asked > 0);
        counted
            .map(|(place, scores)| {
                let (rest, person) = (place / (people_known + 1), place % (people_known + 1));
                Tally {
                    kind: kinds[rest / QUEUES],
                    queue: QueueKey::ALL.get(rest % QUEUES).copied(),
                    person: name(person),
                    scores,
                }
            })
            .collect()
    }

    /// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
    pub(super) fn count_satisfaction(&self) -> Vec<(Date, Scores)> {
        let mut days: HashMap<Date, Scores> = HashMap::new();
        for fact in self.of(When::Asked) {
            let rating = fact.rating.filter(|rating| rating.kind() == SurveyKind::Satisfaction);
            if let (Some(rating), Some(at)) = (rating.filter(|rating| rating.score().is_some()), When::Asked.of(fact)) {
                *days.entry(span::day(moment(at))).or_default() += rating.scores();
            }
        }
        days.into_iter().collect()
    }
}
