//! The facts of a span and a filter, in pieces: its whole weeks, of which most has been counted before, and the days beside
//! them. What a figure comes to in all pieces is what it comes to in the span.

use std::{
    ops::AddAssign,
    sync::{Arc, OnceLock},
};

use enlace_domain::{
    IssueType, OutcomeKind, QueueKey,
    view::{Gain, InsightFilter, PersonRef, Scores},
};
use enlace_store::{
    insight::{self, AtWork, FaultCount, HourVolume, Repairs, Span, Sum},
    outcomes::OutcomeTally,
    surveys,
};
use time::{Date, Duration};

use super::{
    super::{quantile::quantiles, span},
    chosen::{Chosen, Wanted},
    count::{FAULT_PLACES, ISSUES, OUTCOME_PLACES, found},
    facts::Facts,
    said::{KINDS, SAID_PLACES},
    sums::QUEUES,
    weeks::Week,
};

/// The facts of a span and a filter.
pub(in super::super) struct Pieces {
    /// All at once, for what is not counted piece by piece.
    pub(in super::super) whole: Chosen,
    filter: InsightFilter,
    /// In the order of time, once somebody has asked.
    pieces: OnceLock<Vec<Chosen>>,
}

impl Pieces {
    /// Those of these facts that happened in a span and that a filter lets through.
    pub(in super::super) fn new(facts: Arc<Facts>, span: Span, filter: &InsightFilter) -> Self {
        let wanted = Wanted::of(&facts, filter);
        Self {
            whole: Chosen::new(facts, span, wanted),
            filter: filter.clone(),
            pieces: OnceLock::new(),
        }
    }

    /// The whole weeks, and the days before and behind them; all at once where it is told apart by day.
    fn pieces(&self) -> &[Chosen] {
        self.pieces.get_or_init(|| {
            let span = self.whole.span;
            let facts = || Arc::clone(&self.whole.facts);
            let part = |from, to| Chosen::new(facts(), Span { from, to }, self.whole.wanted);
            let weeks = weeks(span);
            match (weeks.first(), weeks.last()) {
                (Some(first), Some(last)) => {
                    let before = part(span.from, span::begin(*first));
                    let after = part(span::begin(*last + Duration::WEEK), span.to);
                    let weeks = weeks
                        .iter()
                        .map(|monday| Chosen::week(facts(), Week::from(*monday), self.whole.wanted));
                    std::iter::once(before).chain(weeks).chain([after]).collect()
                }
                _ => vec![part(span.from, span.to)],
            }
        })
    }

    /// Whether they are of this span and this filter.
    pub(in super::super) fn is_of(&self, span: Span, filter: &InsightFilter) -> bool {
        self.whole.span == span && self.filter == *filter
    }

    /// Counts what a dashboard asks for beside the sums.
    pub(in super::super) fn count_ahead(&self) {
        for piece in self.pieces() {
            piece.satisfaction_by_day();
            piece.volume();
            piece.said();
            piece.outcomes();
            piece.faults();
            piece.repairs();
        }
    }

    /// What was opened and closed, by day or week, queue and kind of fault; and what each person first answered and closed
    /// in each queue.
    pub(in super::super) fn sums(&self) -> [Vec<Arc<[Sum]>>; 2] {
        [self.each(Chosen::sums), self.deeds()]
    }

    /// What each person first answered and closed in each queue, and what nobody did.
    pub(in super::super) fn deeds(&self) -> Vec<Arc<[Sum]>> {
        self.each(Chosen::deeds)
    }

    fn each(&self, sums: impl Fn(&Chosen) -> &Arc<[Sum]>) -> Vec<Arc<[Sum]>> {
        self.pieces().iter().map(|piece| Arc::clone(sums(piece))).collect()
    }

    /// How many were opened in each hour.
    pub(in super::super) fn volume(&self) -> Vec<HourVolume> {
        self.pieces().iter().flat_map(Chosen::volume).copied().collect()
    }

    /// How satisfied those are who were asked on each day; of days without an answer nothing.
    pub(in super::super) fn satisfaction_by_day(&self) -> Vec<(Date, Scores)> {
        self.pieces()
            .iter()
            .flat_map(Chosen::satisfaction_by_day)
            .copied()
            .collect()
    }

    /// What is open at once in a span of whole hours, where no filter is asked for: what was open before knows of none.
    pub(in super::super) fn at_work(&self) -> AtWork {
        AtWork {
            open: self.whole.open_before(),
            hours: self.pieces().iter().flat_map(Chosen::flows).copied().collect(),
        }
    }

    /// What was answered by those who were asked; `people` are all who ever worked here.
    pub(in super::super) fn said(&self, people: &[PersonRef]) -> Vec<surveys::Tally> {
        let name = self.whole.name(people);
        let tally = |(place, scores): (usize, Scores)| {
            let (person, rest) = (place / SAID_PLACES, place % SAID_PLACES);
            Some(surveys::Tally {
                kind: *KINDS.get(rest / QUEUES)?,
                queue: QueueKey::ALL.get(rest % QUEUES).copied(),
                person: name(person),
                scores,
            })
        };
        summed(self.pieces().iter().map(Chosen::said))
            .filter_map(tally)
            .collect()
    }

    /// What came of what was closed, by whom; `people` are all who ever worked here.
    pub(in super::super) fn outcomes(&self, people: &[PersonRef]) -> Vec<OutcomeTally> {
        let name = self.whole.name(people);
        let tally = |(place, gain): (usize, Gain)| {
            let (person, rest) = (place / OUTCOME_PLACES, place % OUTCOME_PLACES);
            Some(OutcomeTally {
                kind: *OutcomeKind::ALL.get(rest / QUEUES)?,
                queue: QueueKey::ALL.get(rest % QUEUES).copied(),
                person: name(person),
                gain,
            })
        };
        summed(self.pieces().iter().map(Chosen::outcomes))
            .filter_map(tally)
            .collect()
    }

    /// The faults, by city, hour of the day and kind.
    pub(in super::super) fn faults(&self) -> Vec<FaultCount> {
        let names = self.whole.facts.regions.in_order();
        let count = |(place, n): (usize, i64)| {
            let (region, rest) = (place / FAULT_PLACES, place % FAULT_PLACES);
            Some(FaultCount {
                region: region
                    .checked_sub(1)
                    .and_then(|region| names.get(region))
                    .map(|name| (*name).clone()),
                hour: i32::try_from(rest / ISSUES).ok()?,
                issue: *IssueType::ALL.get(rest % ISSUES)?,
                n,
            })
        };
        summed(self.pieces().iter().map(Chosen::faults))
            .filter_map(count)
            .collect()
    }

    /// How long it took until faults were closed, by kind.
    pub(in super::super) fn repairs(&self) -> Vec<Repairs> {
        let kinds = IssueType::ALL.iter().enumerate();
        kinds
            .filter_map(|(place, issue)| {
                let took: Vec<&[i64]> = self
                    .pieces()
                    .iter()
                    .map(|piece| piece.repairs()[place].as_slice())
                    .collect();
                let [median, p90] = quantiles(&took, [0.5, 0.9]);
                Some(Repairs {
                    issue: *issue,
                    n: i64::try_from(took.iter().map(|took| took.len()).sum::<usize>()).ok()?,
                    median: median?,
                    p90: p90?,
                })
            })
            .collect()
    }
}

/// The Mondays of the whole weeks that a span's figures are told apart by; none where it is told apart by day.
fn weeks(span: Span) -> Vec<Date> {
    let mut steps = insight::steps(span);
    // the second day of a week is in the step that its Monday begins
    steps.retain(|day| insight::step_of(span, *day + Duration::DAY) == *day);
    steps
}

/// What all parts have at each place, where that is anything.
fn summed<'a, T: Copy + Default + PartialEq + AddAssign + 'a>(
    parts: impl Iterator<Item = &'a [(usize, T)]>,
) -> impl Iterator<Item = (usize, T)> {
    let mut all: Vec<T> = Vec::new();
    for (place, value) in parts.flatten() {
        if all.len() <= *place {
            all.resize(*place + 1, T::default());
        }
        all[*place] += *value;
    }
    found(all).into_iter()
}
