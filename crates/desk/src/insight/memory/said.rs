//! What subscribers said, counted among the facts: the same as the database's queries give
//! (`enlace_store::surveys`).

use std::collections::HashMap;

use enlace_domain::{SurveyKind, view::Scores};
use time::Date;

use super::{
    super::span,
    chosen::Chosen,
    count::found,
    names::place_or_none,
    narrow::{When, moment},
    sums::{QUEUES, queue_place},
};

/// What subscribers are asked.
pub(super) const KINDS: [SurveyKind; 2] = [SurveyKind::Satisfaction, SurveyKind::Recommending];
/// Places that each person's answers take: by question and queue.
pub(super) const SAID_PLACES: usize = KINDS.len() * QUEUES;

impl Chosen {
    /// What was answered by those who were asked in a span: who closed the conversation by their numbers, nobody first, in
    /// each [`SAID_PLACES`].
    pub(super) fn count_said(&self) -> Vec<(usize, Scores)> {
        let mut counted = vec![Scores::default(); (self.facts.people.len() + 1) * SAID_PLACES];
        for fact in self.of(When::Asked) {
            if let Some(rating) = fact.rating {
                let kind = usize::from(rating.kind() == SurveyKind::Recommending);
                let person = place_or_none(When::Asked.whose(fact));
                counted[person * SAID_PLACES + kind * QUEUES + queue_place(fact.queue)] += rating.scores();
            }
        }
        found(counted)
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
