//! The conversations behind a figure, found among the facts: the same as the database's query gives
//! (`enlace_store::insight::behind`).

use std::cmp::Ordering;

use enlace_domain::{
    ConversationId, OutcomeKind, SurveyKind,
    view::{BehindAsk, BehindFigure, BehindSort, Reason},
};
use enlace_store::insight::BRASILIA;
use time::OffsetDateTime;

use super::{
    chosen::Chosen,
    facts::Facts,
    narrow::{FirstAnswer, Micros, Narrow, When, micros, moment},
    rating::Rating,
};

impl Chosen {
    /// How many stand behind a figure, and those of the page asked for, of so many `rows`, in their order. Nothing on a page
    /// behind the last.
    ///
    /// What must have happened in the span says the figure ([`BehindFigure::counted_by`]).
    pub(in super::super) fn behind(
        &self,
        when: When,
        asked: &BehindAsk,
        rows: u32,
        now: OffsetDateTime,
    ) -> (i64, Vec<ConversationId>) {
        let places = self.places(when).iter().copied();
        let found = places.filter(|place| {
            let fact = self.facts.at(*place);
            counts(asked.figure, fact, micros(now)) && is_of(asked, fact)
        });
        self.facts.page(found.collect(), asked, rows)
    }
}

impl Facts {
    /// How many these are, and one page of them; only as much is put in order as is read.
    fn page(&self, mut places: Vec<u32>, asked: &BehindAsk, rows: u32) -> (i64, Vec<ConversationId>) {
        let total = i64::try_from(places.len()).unwrap_or(i64::MAX);
        let rows = rows as usize;
        let skipped = rows.saturating_mul(asked.page.saturating_sub(1) as usize);
        let end = skipped.saturating_add(rows);
        let order = |one: &u32, other: &u32| self.order(asked.sort, *one, *other);
        if end < places.len() {
            places.select_nth_unstable_by(end, order);
            places.truncate(end);
        }
        places.sort_unstable_by(order);
        let page = places.iter().skip(skipped);
        (total, page.map(|place| self.id_at(*place)).collect())
    }

    /// Which of two is listed first.
    fn order(&self, sort: BehindSort, one: u32, other: u32) -> Ordering {
        let (first, second) = (self.at(one), self.at(other));
        let newest = second.opened.cmp(&first.opened);
        // what has not come yet stands last
        let longest = |until: fn(&Narrow) -> Option<Micros>| {
            let took = |fact: &Narrow| until(fact).map(|at| at - fact.opened);
            took(second).cmp(&took(first))
        };
        let asked = match sort {
            BehindSort::Newest => Ordering::Equal,
            BehindSort::Oldest => newest.reverse(),
            BehindSort::Answer => longest(Narrow::answered),
            BehindSort::Handling => longest(Narrow::closed),
        };
        asked.then(newest).then_with(|| self.id_at(one).cmp(&self.id_at(other)))
    }
}

/// Whether a figure counts a fact whose moment lies in the period.
fn counts(figure: BehindFigure, fact: &Narrow, now: Micros) -> bool {
    let came = |kinds: &[OutcomeKind]| fact.outcome.is_some_and(|kind| kinds.contains(&kind));
    let is_scored = |kind: Option<SurveyKind>, least: u8| {
        let rating = fact
            .rating
            .filter(|rating| kind.is_none_or(|kind| kind == rating.kind()));
        rating.and_then(Rating::score).is_some_and(|score| score >= least)
    };
    match figure {
        BehindFigure::Opened | BehindFigure::FirstAnswered | BehindFigure::Closed => true,
        BehindFigure::Answered => fact.answered().is_some(),
        BehindFigure::InTime => fact.answer == FirstAnswer::InTime,
        BehindFigure::Overdue => is_overdue(fact, now),
        BehindFigure::Escalated => fact.escalated,
        BehindFigure::Fault => fact.issue.is_some(),
        BehindFigure::Settled => fact.settled,
        BehindFigure::Reopened => fact.reopened,
        BehindFigure::Sale => came(&[OutcomeKind::Sale]),
        BehindFigure::Upgrade => came(&[OutcomeKind::Upgrade]),
        BehindFigure::Sold => came(&[OutcomeKind::Sale, OutcomeKind::Upgrade]),
        BehindFigure::Dispute => came(&[OutcomeKind::Dispute]),
        BehindFigure::Payment => came(&[OutcomeKind::Payment]),
        BehindFigure::Scored => is_scored(Some(SurveyKind::Satisfaction), 0),
        BehindFigure::ScoredHigh => is_scored(Some(SurveyKind::Satisfaction), 4),
        BehindFigure::Recommending => is_scored(Some(SurveyKind::Recommending), 0),
        BehindFigure::SurveyAnswered => is_scored(None, 0),
        // no fact tells
        BehindFigure::Commented
        | BehindFigure::LowToSee
        | BehindFigure::Waiting
        | BehindFigure::Held
        | BehindFigure::AtRisk
        | BehindFigure::Late => false,
    }
}

/// Whether nobody has answered though it was due before now, or before it was closed.
pub(super) fn is_overdue(fact: &Narrow, now: Micros) -> bool {
    fact.due().is_some_and(|due| due < fact.closed().unwrap_or(now))
}

/// Whether a fact is of the reason, the hour and the day of the week that are asked for.
fn is_of(asked: &BehindAsk, fact: &Narrow) -> bool {
    asked.reason.is_none_or(|reason| reason == reason_of(fact))
        && asked.hour.is_none_or(|hour| hour == opened(fact).hour())
        && asked
            .weekday
            .is_none_or(|day| day == opened(fact).weekday().number_from_monday())
}

const fn reason_of(fact: &Narrow) -> Reason {
    match (fact.issue, fact.queue) {
        (Some(issue), _) => Reason::Issue(issue),
        (None, Some(queue)) => Reason::Queue(queue),
        (None, None) => Reason::Unsorted,
    }
}

/// When it was opened, by Brasília's clock.
fn opened(fact: &Narrow) -> OffsetDateTime {
    moment(fact.opened).to_offset(BRASILIA)
}
