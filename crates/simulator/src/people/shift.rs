//! When the provider's people are at work, and who answers then: what the past is answered by.

use enlace_domain::QueueKey;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use time::{Date, Duration, OffsetDateTime, UtcOffset, Weekday};

use super::chance::spread;

/// On which days of the week a shift is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    All,
    NoSundays,
    Sundays,
}

/// The hours of somebody's day, by Brasília's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Whose: the first part of their e-mail address.
    pub person: &'static str,
    /// The hour it begins at.
    pub from: u8,
    /// The hour it ends at; above 24 it ends on the next day.
    pub to: u8,
    days: Days,
    queues: &'static [QueueKey],
}

const TECHNICAL: &[QueueKey] = &[QueueKey::TechnicalUrgent, QueueKey::TechnicalNormal];

/// All shifts. Evenings are the busiest; at night, and on Sundays before the evening's people come, one is on call for what
/// is urgent, and everything else waits.
pub const SHIFTS: [Shift; 7] = [
    shift("ana", (7, 16), Days::NoSundays, TECHNICAL),
    shift("bruno", (14, 23), Days::All, TECHNICAL),
    shift(
        "carla",
        (8, 17),
        Days::NoSundays,
        &[QueueKey::Financial, QueueKey::Commercial],
    ),
    shift(
        "diego",
        (9, 18),
        Days::NoSundays,
        &[QueueKey::Cancellation, QueueKey::Commercial],
    ),
    shift(
        "elisa",
        (14, 23),
        Days::All,
        &[QueueKey::Cancellation, QueueKey::Financial, QueueKey::Commercial],
    ),
    shift("igor", (23, 31), Days::All, &[QueueKey::TechnicalUrgent]),
    shift("igor", (7, 14), Days::Sundays, &[QueueKey::TechnicalUrgent]),
];

/// Nobody takes a conversation up in the last minutes of a shift.
const LAST: Duration = Duration::minutes(10);
/// Median seconds until who comes to work has worked off to somebody, and the longest.
const BACKLOG: f64 = 700.0;
const BACKLOG_MOST: Duration = Duration::minutes(75);

const fn shift(person: &'static str, (from, to): (u8, u8), days: Days, queues: &'static [QueueKey]) -> Shift {
    Shift {
        person,
        from,
        to,
        days,
        queues,
    }
}

impl Shift {
    /// Whether it begins on such a day.
    #[must_use]
    pub fn is_on(&self, day: Weekday) -> bool {
        match self.days {
            Days::All => true,
            Days::NoSundays => day != Weekday::Sunday,
            Days::Sundays => day == Weekday::Sunday,
        }
    }

    /// From when to when it is, where it begins on this day.
    #[must_use]
    pub fn span(&self, day: Date) -> (OffsetDateTime, OffsetDateTime) {
        let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
        let midnight = day.midnight().assume_offset(brasilia);
        let at = |hour: u8| midnight + Duration::hours(hour.into());
        (at(self.from), at(self.to))
    }
}

/// Somebody who takes a conversation up.
pub(super) struct Served {
    pub person: &'static str,
    pub at: OffsetDateTime,
    /// What they close they close before this.
    pub until: OffsetDateTime,
}

/// Who takes up a conversation of a queue that would be somebody's turn at `ready`: then, or when somebody comes to work.
pub(super) fn serve(rng: &mut StdRng, queue: QueueKey, ready: OffsetDateTime) -> Option<Served> {
    let spans = spans(queue, ready);
    let there: Vec<_> = spans
        .iter()
        .filter(|(_, begins, ends)| *begins <= ready && ready + LAST <= *ends)
        .collect();
    let (person, at, ends) = if let Some((person, _, ends)) = there.choose(rng) {
        (*person, ready, *ends)
    } else {
        let (person, begins, ends) = spans
            .iter()
            .filter(|(_, begins, _)| *begins > ready)
            .min_by_key(|(_, begins, _)| *begins)?;
        (*person, *begins + spread(rng, BACKLOG, 0.7).min(BACKLOG_MOST), *ends)
    };
    let until = ends - Duration::seconds(rng.random_range(20..300));
    Some(Served { person, at, until })
}

/// The shifts around a moment in which a queue is served.
fn spans(queue: QueueKey, around: OffsetDateTime) -> Vec<(&'static str, OffsetDateTime, OffsetDateTime)> {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let today = around.to_offset(brasilia).date();
    let mut all = Vec::new();
    // the night's began yesterday; after a Sunday the next one is on Monday
    for ahead in -1..=2 {
        let day = today + Duration::days(ahead);
        for shift in SHIFTS {
            if shift.is_on(day.weekday()) && shift.queues.contains(&queue) {
                let (begins, ends) = shift.span(day);
                all.push((shift.person, begins, ends));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use time::macros::datetime;

    use super::*;

    fn by(queue: QueueKey, ready: OffsetDateTime) -> (&'static str, OffsetDateTime) {
        let served = serve(&mut StdRng::seed_from_u64(3), queue, ready).unwrap();
        assert!(served.at >= ready && served.at < served.until);
        (served.person, served.at)
    }

    #[test]
    fn at_night_what_is_urgent_is_answered_and_all_else_waits() {
        // a Tuesday, three in the morning in Brasília
        let night = datetime!(2026-11-24 06:00 UTC);
        assert_eq!(by(QueueKey::TechnicalUrgent, night), ("igor", night));
        let (person, at) = by(QueueKey::Financial, night);
        assert_eq!(person, "carla");
        assert!(
            (datetime!(2026-11-24 11:00 UTC)..datetime!(2026-11-24 12:30 UTC)).contains(&at),
            "{at}"
        );
    }

    #[test]
    fn a_saturdays_late_request_waits_for_sundays_evening() {
        let late = datetime!(2026-11-29 03:30 UTC);
        let (person, at) = by(QueueKey::Cancellation, late);
        assert_eq!((person, at.hour()), ("elisa", 14), "{at}");
    }

    #[test]
    fn nobody_takes_up_anything_when_about_to_leave() {
        // 22:55 in Brasília: Bruno leaves, Igor comes
        let late = datetime!(2026-11-25 01:55 UTC);
        let (person, at) = by(QueueKey::TechnicalUrgent, late);
        assert_eq!(person, "igor");
        assert!(at >= datetime!(2026-11-25 02:00 UTC));
    }

    #[test]
    fn what_is_urgent_finds_somebody_at_any_hour() {
        let monday = datetime!(2026-11-23 03:00 UTC);
        for minutes in (0..7 * 24 * 60).step_by(30) {
            let ready = monday + Duration::minutes(minutes);
            let (_, at) = by(QueueKey::TechnicalUrgent, ready);
            assert_eq!(at, ready);
        }
    }
}
