//! What subscribers said, counted among the facts: the same as the database's queries give
//! (`enlace_store::surveys`).

use std::collections::HashMap;

use enlace_domain::{
    QueueKey, SurveyKind,
    view::{InsightFilter, PersonRef, Scores},
};
use enlace_store::{insight::Span, surveys::Tally};
use time::{Date, Duration, OffsetDateTime};

use super::{
    super::span,
    facts::{Facts, When},
    names::{Number, place_of},
};

impl Facts {
    /// What was answered by those who were asked in a span; `people` are all who ever worked here.
    pub(in super::super) fn said(&self, asked: Span, filter: &InsightFilter, people: &[PersonRef]) -> Vec<Tally> {
        let persons = self.people.in_order();
        let mut tallies: HashMap<(SurveyKind, Option<QueueKey>, Option<Number>), Scores> = HashMap::new();
        for fact in self.asked(When::Asked, asked, filter) {
            if let Some(rating) = fact.rating {
                let key = (rating.kind(), fact.queue, When::Asked.whose(fact));
                *tallies.entry(key).or_default() += rating.scores();
            }
        }
        let named = |number: Number| {
            let id = persons.get(place_of(number))?;
            people.iter().find(|person| person.id == **id).cloned()
        };
        let tallies = tallies.into_iter();
        tallies
            .map(|((kind, queue, person), scores)| Tally {
                kind,
                queue,
                person: person.and_then(named),
                scores,
            })
            .collect()
    }

    /// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
    pub(in super::super) fn satisfaction_by_day(&self, asked: Span, filter: &InsightFilter) -> Vec<(Date, Scores)> {
        let mut days: HashMap<Date, Scores> = HashMap::new();
        for fact in self.asked(When::Asked, asked, filter) {
            let rating = fact.rating.filter(|rating| rating.kind() == SurveyKind::Satisfaction);
            if let (Some(rating), Some(at)) = (rating.filter(|rating| rating.score().is_some()), When::Asked.of(fact)) {
                let day = span::day(OffsetDateTime::UNIX_EPOCH + Duration::microseconds(at));
                *days.entry(day).or_default() += rating.scores();
            }
        }
        days.into_iter().collect()
    }
}
