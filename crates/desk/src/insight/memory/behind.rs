//! The conversations behind a figure, found among the facts: the same as the database's query gives
//! (`enlace_store::insight::behind`).

use std::cmp::Ordering;

use enlace_domain::{
    ConversationId, OutcomeKind,
    view::{BehindAsk, BehindFigure, BehindSort, CountedBy, Reason},
};
use enlace_store::insight::{AnswerLimits, Span};

use super::{
    super::span,
    count::{HOUR, MINUTE, Wanted},
    facts::{Facts, Micros, Narrow, When, micros},
};

const DAY: Micros = 24 * HOUR;

impl Facts {
    /// How many stand behind a figure, and those of the page asked for, in their order. Nothing on a page behind the last.
    ///
    /// `scored` are the conversations that a figure of the survey counts; other figures do without.
    pub(in super::super) fn behind(
        &self,
        asked_span: Span,
        asked: &BehindAsk,
        limits: &AnswerLimits,
        scored: &[ConversationId],
    ) -> (i64, Vec<ConversationId>) {
        let Some(wanted) = Wanted::of(self, &asked.ask.filter) else {
            return (0, Vec::new());
        };
        // from midnight to midnight of Brasília's days
        let midnight = micros(span::begin(span::day(asked_span.from)));
        let is_asked = |fact: &Narrow| {
            counts(asked.figure, fact, limits)
                && asked.reason.is_none_or(|reason| reason == reason_of(fact))
                && asked.hour.is_none_or(|hour| i64::from(hour) == hour_of(fact, midnight))
                && asked.weekday.is_none_or(|day| i64::from(day) == weekday_of(fact))
        };
        let within = |when| {
            let places = self.within(when, asked_span).iter().copied();
            let found = places.filter(|place| {
                let fact = self.at(*place);
                wanted.takes(when, fact) && is_asked(fact)
            });
            found.collect()
        };
        let places: Vec<u32> = match asked.figure.counted_by() {
            CountedBy::Opening => within(When::Opened),
            CountedBy::Answering => within(When::Answered),
            CountedBy::Closing => within(When::Closed),
            CountedBy::Asking => {
                let places = scored.iter().filter_map(|id| self.place(*id));
                let found = places.filter(|place| {
                    let fact = self.at(*place);
                    // whose who closed it, or who holds it where it was opened again
                    let whose = if fact.closed_by.is_some() {
                        When::Closed
                    } else {
                        When::Opened
                    };
                    wanted.takes(whose, fact) && is_asked(fact)
                });
                found.collect()
            }
        };
        let total = i64::try_from(places.len()).unwrap_or(i64::MAX);
        (total, self.page(places, asked))
    }

    /// One page of these; only as much is put in order as is read.
    fn page(&self, mut places: Vec<u32>, asked: &BehindAsk) -> Vec<ConversationId> {
        let rows = BehindAsk::ROWS as usize;
        let skipped = rows.saturating_mul(asked.page.saturating_sub(1) as usize);
        let end = skipped.saturating_add(rows);
        let order = |one: &u32, other: &u32| self.order(asked.sort, *one, *other);
        if end < places.len() {
            places.select_nth_unstable_by(end, order);
            places.truncate(end);
        }
        places.sort_unstable_by(order);
        let page = places.iter().skip(skipped);
        page.map(|place| self.id_at(*place)).collect()
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
fn counts(figure: BehindFigure, fact: &Narrow, limits: &AnswerLimits) -> bool {
    let came = |kinds: &[OutcomeKind]| fact.outcome.is_some_and(|kind| kinds.contains(&kind));
    match figure {
        BehindFigure::Opened
        | BehindFigure::FirstAnswered
        | BehindFigure::Closed
        | BehindFigure::Scored
        | BehindFigure::ScoredHigh
        | BehindFigure::Recommending
        | BehindFigure::SurveyAnswered => true,
        BehindFigure::Answered => fact.answered().is_some(),
        BehindFigure::InTime => fact.in_time,
        BehindFigure::Overdue => is_overdue(fact, limits),
        BehindFigure::Escalated => fact.escalated,
        BehindFigure::Fault => fact.issue.is_some(),
        BehindFigure::Settled => fact.settled,
        BehindFigure::Reopened => fact.reopened,
        BehindFigure::Sale => came(&[OutcomeKind::Sale]),
        BehindFigure::Upgrade => came(&[OutcomeKind::Upgrade]),
        BehindFigure::Sold => came(&[OutcomeKind::Sale, OutcomeKind::Upgrade]),
        BehindFigure::Dispute => came(&[OutcomeKind::Dispute]),
        BehindFigure::Payment => came(&[OutcomeKind::Payment]),
    }
}

/// Whether nobody has answered though the queue's limit is past.
pub(super) fn is_overdue(fact: &Narrow, limits: &AnswerLimits) -> bool {
    let limit = limits.minutes.iter().find(|(queue, _)| fact.queue == Some(*queue));
    fact.answered().is_none()
        && fact.closed().is_none()
        && limit.is_some_and(|(_, minutes)| fact.opened + i64::from(*minutes) * MINUTE < micros(limits.now))
}

const fn reason_of(fact: &Narrow) -> Reason {
    match (fact.issue, fact.queue) {
        (Some(issue), _) => Reason::Issue(issue),
        (None, Some(queue)) => Reason::Queue(queue),
        (None, None) => Reason::Unsorted,
    }
}

/// The hour of the day in which it was opened, given some midnight.
const fn hour_of(fact: &Narrow, midnight: Micros) -> i64 {
    (fact.opened - midnight).rem_euclid(DAY) / HOUR
}

/// The day of the week on which it was opened, 1 (Monday) to 7.
fn weekday_of(fact: &Narrow) -> i64 {
    let opened = time::OffsetDateTime::UNIX_EPOCH + time::Duration::microseconds(fact.opened);
    i64::from(span::day(opened).weekday().number_from_monday())
}
