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
    names::Number,
    narrow::{When, moment},
};

impl Chosen {
    /// What was answered by those who were asked in a span; `people` are all who ever worked here.
    pub(in super::super) fn said(&self, people: &[PersonRef]) -> Vec<Tally> {
        let mut tallies: HashMap<(SurveyKind, Option<QueueKey>, Option<Number>), Scores> = HashMap::new();
        for fact in self.of(When::Asked) {
            if let Some(rating) = fact.rating {
                let key = (rating.kind(), fact.queue, When::Asked.whose(fact));
                *tallies.entry(key).or_default() += rating.scores();
            }
        }
        let name = self.name(people);
        let tallies = tallies.into_iter();
        tallies
            .map(|((kind, queue, person), scores)| Tally {
                kind,
                queue,
                person: name(person),
                scores,
            })
            .collect()
    }

    /// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
    pub(in super::super) fn satisfaction_by_day(&self) -> Vec<(Date, Scores)> {
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
