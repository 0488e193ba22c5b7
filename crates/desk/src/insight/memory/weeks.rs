//! What was counted of whole weeks, kept from look to look: of a year nearly all weeks are over, and nothing in them changes
//! any more.

use std::{collections::HashMap, sync::Arc};

use quick_cache::{Weighter, sync::Cache};
use time::{Date, Duration, OffsetDateTime};

use super::{
    super::span,
    chosen::Wanted,
    count::HOUR,
    counted::Counted,
    facts::Facts,
    narrow::{Micros, Narrow, When, micros, moment},
};

const WEEK: Micros = 7 * 24 * HOUR;
/// Most that is kept, as [`Kept::facts`] counts it: at some 40 bytes each, a quarter of a gigabyte where every filter has been
/// looked at, and a tenth of that for a year of a large desk and a few filters.
const MOST: u64 = 6_000_000;
/// What a week takes beside its durations, in facts: its hours, queues, cities and people.
const BESIDE: u64 = 400;

/// A week by Brasília's clock, from Monday on: how many have begun since the first Monday of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Week(i64);

impl Week {
    /// The first Monday of 1970, by Brasília's clock: the year began on a Thursday.
    const FIRST: OffsetDateTime = OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::hours(4 * 24 + 3));

    /// The week of a moment.
    fn of(at: Micros) -> Self {
        Self((at - micros(Self::FIRST)).div_euclid(WEEK))
    }

    /// The week that begins on a Monday.
    pub(super) fn from(monday: Date) -> Self {
        Self::of(micros(span::begin(monday)))
    }

    /// Its Monday.
    pub(super) fn monday(self) -> Date {
        span::day(moment(micros(Self::FIRST) + self.0 * WEEK))
    }
}

/// How often facts of each week have changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes(HashMap<Week, u32>);

impl Changes {
    /// Notes a fact that changed, as it is or as it was, in all weeks in which something happened to it.
    pub(super) fn note(&mut self, fact: &Narrow) {
        for at in When::ALL.iter().filter_map(|when| when.of(fact)) {
            *self.0.entry(Week::of(at)).or_default() += 1;
        }
    }

    fn of(&self, week: Week) -> u32 {
        self.0.get(&week).copied().unwrap_or_default()
    }
}

/// Weeks and what was counted of them.
#[derive(Debug)]
pub(super) struct Weeks(Cache<(Option<Wanted>, Week), Kept, Weight>);

impl Default for Weeks {
    fn default() -> Self {
        // the weeks of a few dozen filters and years
        Self(Cache::with_weighter(2_000, MOST, Weight))
    }
}

/// What was counted of a week after so many changes.
#[derive(Clone, Debug)]
struct Kept {
    changes: u32,
    /// How many of the week the filter lets through, and what they take beside.
    facts: u64,
    counted: Arc<Counted>,
}

#[derive(Clone, Copy, Debug)]
struct Weight;

impl Weighter<(Option<Wanted>, Week), Kept> for Weight {
    fn weight(&self, _key: &(Option<Wanted>, Week), kept: &Kept) -> u64 {
        kept.facts
    }
}

impl Facts {
    /// What was counted of a week and a filter since something changed in it; `None` where nobody has looked.
    pub(super) fn counted(&self, week: Week, wanted: Option<Wanted>) -> Option<Arc<Counted>> {
        let kept = self.weeks.0.get(&(wanted, week))?;
        (kept.changes == self.changes.of(week)).then_some(kept.counted)
    }

    /// Keeps what is being counted of a week and a filter, which lets so many facts through.
    pub(super) fn keep(&self, week: Week, wanted: Option<Wanted>, facts: usize, counted: &Arc<Counted>) {
        let kept = Kept {
            changes: self.changes.of(week),
            facts: u64::try_from(facts).unwrap_or(u64::MAX).saturating_add(BESIDE),
            counted: Arc::clone(counted),
        };
        self.weeks.0.insert((wanted, week), kept);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn weeks_begin_on_mondays_by_the_clock_of_brasilia() {
        let monday = date!(2026 - 11 - 30);
        let week = Week::from(monday);
        assert_eq!(week.monday(), monday);
        assert_eq!(Week::of(micros(datetime!(2026-11-30 03:00 UTC))), week);
        assert_eq!(Week::of(micros(datetime!(2026-12-07 02:59:59.999 UTC))), week);
        assert_ne!(Week::of(micros(datetime!(2026-11-30 02:59:59.999 UTC))), week);
        assert_eq!(Week::of(micros(datetime!(1969-12-29 03:00 UTC))), Week(-1));
    }
}
